import * as z from 'zod';
import { AppError } from '../errors';
import type { Room } from '../host/workspace';
import { fold } from '../rooms/likeness';
import type { ReadScope } from '../rooms/read-scope';
import { itemsThatFit } from './budget';
import { readCursor, writeCursor } from './cursor';
import { defineTool } from './define-tool';
import { cursorParameter, limitParameter } from './parameters';
import { viewRoom } from './room-view';
import { nextCursorShape, roomShape, type RoomView } from './shapes';
import { roomHeader } from './text-view';

/** Where the next page starts: after this room, in the order of activity as it was on the first page. */
interface Place {
    /** Milliseconds; rooms that became active later have moved up and are shown again rather than missed. */
    asOf: number;
    time: number;
    id: string;
}

const activity = (room: Room) => (room.lastMessageAt ?? room.createdAt)?.getTime() ?? 0;

const byActivity = (a: Room, b: Room) => activity(b) - activity(a) || (a.id < b.id ? -1 : 1);

export const listRooms = defineTool({
    name: 'list_rooms',
    title: 'List rooms',
    description:
        'Rooms (channels, private rooms, direct messages, discussions) your person is a member of, most recently active ' +
        'first, with unread counts. Use it to find a room or to see where something is happening; then get_messages.',
    input: z.strictObject({
        query: z.string().min(1).max(200).optional().describe('Only rooms whose name or topic contains this.'),
        type: z.enum(['channel', 'private', 'direct', 'discussion', 'team']).optional().describe('Only this kind.'),
        unread: z.boolean().default(false).describe('Only rooms with unread messages.'),
        archived: z.boolean().default(false).describe('Include archived rooms.'),
        limit: limitParameter(40, 200),
        cursor: cursorParameter,
    }),
    output: z.object({
        rooms: z.array(roomShape),
        total: z.number().int().describe('rooms that match, on all pages'),
        omitted: z.object({ archived: z.number().int() }).optional().describe('left out of total'),
        nextCursor: nextCursorShape,
    }),
    writes: false,
    annotations: { destructiveHint: false, idempotentHint: true, openWorldHint: false },

    async handler({ query, type, unread, archived, limit, cursor }, { scope, site, clock }) {
        const question = ['list_rooms', scope.person.id, query, type, unread, archived];
        const start = cursor === undefined ? undefined : readCursor<Place>(question, cursor);
        const all = await scope.rooms();
        const ofKind = all.filter((room) => isOfKind(room, type));
        const archivedCount = archived ? 0 : ofKind.filter((room) => room.isArchived).length;
        const candidates = await matching(
            scope,
            site,
            ofKind.filter((room) => archived || !room.isArchived),
            query,
        );
        const found = unread ? await onlyUnread(scope, candidates) : candidates;
        const rest = found.filter(({ room }) => start === undefined || isAfter(room, start));
        const page = await withUnread(scope, rest.slice(0, limit));
        const shown = page.slice(0, itemsThatFit(page, roomLine));
        const last = rest[shown.length - 1];
        const nextCursor =
            last && rest.length > shown.length
                ? writeCursor(question, {
                      asOf: start?.asOf ?? clock.now(),
                      time: activity(last.room),
                      id: last.room.id,
                  } satisfies Place)
                : undefined;
        const structured = {
            rooms: shown,
            total: found.length,
            ...(archivedCount > 0 ? { omitted: { archived: archivedCount } } : {}),
            ...(nextCursor ? { nextCursor } : {}),
        };
        return { structured, text: asText(structured) };
    },
});

interface Candidate {
    room: Room;
    view: RoomView;
    unread?: number;
}

function isOfKind(room: Room, type: string | undefined): boolean {
    const kinds: Record<string, boolean> = {
        discussion: room.parentId !== undefined,
        team: room.isTeam,
    };
    return type === undefined || (kinds[type] ?? room.type === type);
}

async function matching(
    scope: ReadScope,
    site: string,
    rooms: Room[],
    query: string | undefined,
): Promise<Candidate[]> {
    const wanted = fold(query ?? '').replace(/^[#@]/, '');
    if (query !== undefined && wanted === '') {
        throw new AppError('invalid_input', 'query holds nothing to look for.', {
            field: 'query',
            hint: 'Give a part of a room name or topic, or leave query out.',
        });
    }
    const sorted = [...rooms].sort(byActivity);
    const candidates = await Promise.all(
        sorted.map(async (room) => ({ room, view: await viewRoom(scope, site, room) })),
    );
    return candidates.filter(({ view }) =>
        fold([view.name, view.displayName, view.topic].filter(Boolean).join('\n')).includes(wanted),
    );
}

async function onlyUnread(scope: ReadScope, candidates: Candidate[]): Promise<Candidate[]> {
    const counted = await Promise.all(
        candidates.map(async (candidate) => ({ ...candidate, unread: await scope.unreadCount(candidate.room.id) })),
    );
    return counted.filter(({ unread }) => unread > 0);
}

function withUnread(scope: ReadScope, candidates: Candidate[]): Promise<RoomView[]> {
    return Promise.all(
        candidates.map(async ({ room, view, unread }) => {
            const count = unread ?? (await scope.unreadCount(room.id));
            return count > 0 ? { ...view, unread: count } : view;
        }),
    );
}

function isAfter(room: Room, { asOf, time, id }: Place): boolean {
    const own = activity(room);
    return own < time || (own === time && room.id > id) || own > asOf;
}

function roomLine(room: RoomView): string {
    const facts = [
        room.displayName && `called ${JSON.stringify(room.displayName)}`,
        room.unread !== undefined && `${room.unread} unread`,
        room.members !== undefined && `${room.members} members`,
        room.lastMessageAt && `last message ${room.lastMessageAt}`,
        room.topic && `topic ${JSON.stringify(room.topic)}`,
    ].filter(Boolean);
    return `${roomHeader(room)}${facts.length > 0 ? ` - ${facts.join(', ')}` : ''}`;
}

function asText(result: {
    rooms: RoomView[];
    total: number;
    omitted?: { archived: number };
    nextCursor?: string;
}): string {
    const left = result.omitted ? ` ${result.omitted.archived} archived left out (archived: true shows them).` : '';
    return [
        `${result.rooms.length} of ${result.total} rooms, most recently active first.${left}`,
        ...result.rooms.map(roomLine),
        ...(result.nextCursor ? [`More: cursor ${result.nextCursor}`] : []),
    ].join('\n');
}
