import * as z from 'zod';
import { AppError } from '../errors';
import { parseQuery } from '../search/query/parse';
import type { ParsedQuery, Problem } from '../search/query/parsed-query';
import { resolveNames } from '../search/resolve';
import { search, type SearchAnswer } from '../search/search';
import { itemsThatFit } from './budget';
import { readCursor } from './cursor';
import { defineTool, type ToolContext } from './define-tool';
import { cursorParameter, limitParameter } from './parameters';
import { byRoom, hitLines, hitShape, roomsOf, viewHit } from './search-hits';
import { countShown, isShown, nextPage, type Place } from './search-place';
import { nextCursorShape, roomShape, type RoomView } from './shapes';
import { roomHeader } from './text-view';

const coverageShape = z.object({
    rooms: z.number().int().describe('rooms searched'),
    indexed: z.number().int().describe('percent of the history that is in the index'),
    loading: z.literal(true).optional(),
    since: z.string().optional(),
    encryptedRooms: z.number().int().optional(),
});

const outputShape = z.object({
    hits: z.array(hitShape),
    rooms: z.array(roomShape).describe('rooms of the hits'),
    relaxed: z.literal(true).optional().describe('no message has all the words; these have some'),
    corrected: z.record(z.string(), z.array(z.string())).optional().describe('words read as others'),
    takenAs: z.record(z.string(), z.array(z.string())).optional().describe('names, and whom they were taken for'),
    coverage: coverageShape,
    nextCursor: nextCursorShape,
});

export const searchMessages = defineTool({
    name: 'search_messages',
    title: 'Search messages',
    description:
        'Full-text search over all rooms your person is in, exact as of this call. All words must match (if nothing has ' +
        'all, some do, and it says so). Operators: "exact phrase", -not, OR, prefix*, from:user|me, in:room, ' +
        'mentions:user|me, before: after: on: (2026-03-01, 2026-03, yesterday), has:link|file|image|code|reaction|thread, ' +
        'is:thread|dm|pinned|edited. Read around a hit with get_messages or get_thread.',
    input: z.strictObject({
        query: z.string().min(1).max(1000).describe('Words and operators.'),
        sort: z.enum(['relevance', 'newest', 'oldest']).optional().describe('Default: relevance.'),
        group: z.enum(['none', 'room']).default('none').describe('room: hits of one room together.'),
        limit: limitParameter(15, 50),
        cursor: cursorParameter,
    }),
    output: outputShape,
    writes: false,
    annotations: { destructiveHint: false, idempotentHint: true, openWorldHint: false },

    async handler({ query, sort, group, limit, cursor }, context) {
        const { scope, clock, records } = context;
        const question = ['search_messages', scope.person.id, query, sort];
        const place = cursor === undefined ? undefined : readCursor<Place>(question, cursor);
        const parsed = parsedQuestion(query, sort, clock.now(), scope.person.utcOffset);
        const directory = await context.search.people(records);
        const resolved = await resolveNames(parsed, scope, directory, (username) =>
            context.write.personByUsername(username),
        );
        const shown = place?.shown ?? '';
        const answer = await search(context.search.index, records, scope, {
            parsed,
            resolved,
            limit,
            ...(place ? { reading: place.reading } : {}),
            ...(place?.after ? { after: place.after } : {}),
            isSeen: (id) => isShown(shown, id),
            seen: countShown(shown),
        });
        const rooms = await roomsOf(answer.hits, context);
        const views = answer.hits.map((hit) => viewHit(hit, rooms));
        const fitting = views.slice(
            0,
            itemsThatFit(views, (view) => hitLines(view, rooms)),
        );
        const structured = {
            hits: group === 'room' ? byRoom(fitting) : fitting,
            rooms: [...rooms.values()].filter(({ id }) => fitting.some(({ room }) => room === id)),
            ...(answer.reading === 'relaxed' && fitting.length > 0 ? { relaxed: true as const } : {}),
            ...(Object.keys(answer.corrected).length > 0 ? { corrected: answer.corrected } : {}),
            ...(Object.keys(resolved.taken).length > 0 ? { takenAs: resolved.taken } : {}),
            coverage: await coverageOf(answer, resolved.rooms, context),
            ...nextPage(question, parsed, fitting, answer, place),
        };
        return { structured, text: asText(structured, rooms) };
    },
});

/** Refuses a question that cannot be meant as it stands. */
function parsedQuestion(query: string, sort: ParsedQuery['sort'] | undefined, now: number, utcOffset = 0): ParsedQuery {
    const parsed = parseQuery(query, now, utcOffset);
    const [problem] = parsed.problems;
    if (problem) {
        throw new AppError('invalid_input', problem.message, { field: 'query', hint: hintFor(problem) });
    }
    // Without words there is nothing to be relevant to.
    const standard = parsed.groups.length === 0 && parsed.sort === 'relevance' ? 'newest' : parsed.sort;
    return { ...parsed, sort: sort ?? standard };
}

function hintFor({ suggestion, supported }: Problem): string {
    const meant = suggestion === undefined ? '' : `Did you mean ${suggestion}? `;
    const known = supported === undefined ? '' : `There are: ${supported.join(' ')}. `;
    return `${meant}${known}Put text that looks like an operator in "quotes".`;
}

async function coverageOf(
    { coverage }: SearchAnswer,
    searched: Set<string>,
    { search: service, records }: ToolContext,
) {
    const status = await service.status(records);
    const encryptedRooms = (status?.encrypted ?? []).filter((id) => searched.has(id)).length;
    return {
        rooms: searched.size - encryptedRooms,
        indexed: status?.percent ?? 0,
        ...(coverage.isComplete ? {} : { loading: true as const }),
        ...(coverage.completeSince === undefined ? {} : { since: new Date(coverage.completeSince).toISOString() }),
        ...(encryptedRooms > 0 ? { encryptedRooms } : {}),
    };
}

type Result = z.output<typeof outputShape>;

function asText(result: Result, rooms: Map<string, RoomView>): string {
    const { coverage } = result;
    const notes = [
        result.relaxed && 'No message has all the words; these have some of them.',
        ...Object.entries(result.corrected ?? {}).map(
            ([word, terms]) => `Read ${JSON.stringify(word)} as ${terms.join(', ')}.`,
        ),
        ...Object.entries(result.takenAs ?? {}).map(
            ([name, meant]) => `Took ${JSON.stringify(name)} for ${meant.join(', ')}.`,
        ),
        coverage.indexed < 100 && `Only ${coverage.indexed} % of the history is indexed so far.`,
        coverage.loading && `The index is loading${coverage.since ? `; complete since ${coverage.since}` : ''}.`,
        coverage.encryptedRooms && `End-to-end encrypted rooms, which cannot be searched: ${coverage.encryptedRooms}.`,
    ].filter(Boolean);
    return [
        `${result.hits.length} hits in ${coverage.rooms} rooms searched. Link of a hit: <room link>?msg=<id>`,
        ...notes,
        ...result.rooms.map(roomHeader),
        ...result.hits.map((hit) => hitLines(hit, rooms)),
        ...(result.nextCursor ? [`More: cursor ${result.nextCursor}`] : []),
    ].join('\n');
}
