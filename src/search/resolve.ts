import { AppError } from '../errors';
import type { PersonRef, Room } from '../host/workspace';
import { findRoom } from '../rooms/find-room';
import type { ReadScope } from '../rooms/read-scope';
import { roomName } from '../rooms/room-name';
import type { Directory } from './directory';
import type { NameFilter, ParsedQuery } from './query/parsed-query';

/** What the names in a question stand for, within what its person may read. */
export interface Resolved {
    /** Rooms to search; never more than the person may read. */
    rooms: Set<string>;
    authorIds?: Set<string>;
    excludedAuthorIds: Set<string>;
    /** For each `mentions:`, the people it may mean. */
    mentions: Array<{ ids: string[]; isNegated: boolean }>;
    /** Names that were not given exactly, and what they were taken for. */
    taken: Record<string, string[]>;
}

/** Looks people up by their exact username; the host's own register, for those who never wrote. */
export type FindPerson = (username: string) => Promise<PersonRef | undefined>;

/** A name that fits more people than this is refused: it says too little. */
const MAX_PEOPLE = 5;

/** Rejects with `user_not_found` or `room_not_found` (with the nearest names), `room_ambiguous`, or `invalid_input`. */
export async function resolveNames(
    parsed: ParsedQuery,
    scope: ReadScope,
    directory: Directory,
    findPerson: FindPerson,
): Promise<Resolved> {
    const taken: Resolved['taken'] = {};
    const note = (written: string, meant: string[]) => {
        if (meant.length !== 1 || meant[0]!.replace(/^[@#]/, '') !== written) {
            taken[written] = meant;
        }
    };
    const peopleOf = async ({ name }: NameFilter) => {
        const people = await findPeople(name, scope, directory, findPerson);
        note(
            name,
            people.map(({ username }) => `@${username}`),
        );
        return people.map(({ id }) => id);
    };
    const roomOf = async ({ name }: NameFilter): Promise<Room> => {
        const room = await findRoom(scope, name, 'lenient', 'query');
        note(name, [await roomName(scope, room)]);
        return room;
    };
    const authors = await Promise.all(parsed.from.map(async (filter) => ({ ...filter, ids: await peopleOf(filter) })));
    const mentions = await Promise.all(
        parsed.mentions.map(async (filter) => ({
            isNegated: filter.isNegated,
            ids: await mentioned(filter, peopleOf),
        })),
    );
    const wantedAuthors = authors.filter(({ isNegated }) => !isNegated).flatMap(({ ids }) => ids);
    const included = await Promise.all(parsed.in.filter(({ isNegated }) => !isNegated).map(roomOf));
    const excluded = await Promise.all(parsed.in.filter(({ isNegated }) => isNegated).map(roomOf));
    const rooms = new Set(included.length > 0 ? included.map(({ id }) => id) : scope.roomIds());
    excluded.forEach(({ id }) => rooms.delete(id));
    return {
        rooms: await onlyDirect(parsed, scope, rooms),
        ...(authors.some(({ isNegated }) => !isNegated) ? { authorIds: new Set(wantedAuthors) } : {}),
        excludedAuthorIds: new Set(authors.filter(({ isNegated }) => isNegated).flatMap(({ ids }) => ids)),
        mentions,
        taken,
    };
}

/** `all` and `here` are mentions of nobody in particular. */
async function mentioned(filter: NameFilter, peopleOf: (filter: NameFilter) => Promise<string[]>): Promise<string[]> {
    return ['all', 'here'].includes(filter.name) ? [filter.name] : peopleOf(filter);
}

async function findPeople(
    name: string,
    scope: ReadScope,
    directory: Directory,
    findPerson: FindPerson,
): Promise<PersonRef[]> {
    if (name === 'me') {
        return [scope.person];
    }
    const exact = directory.byUsername(name) ?? (await findPerson(name));
    const found = exact ? [exact] : directory.find(name);
    if (found.length === 0 || found.length > MAX_PEOPLE) {
        throw unclear(name, found.length, found.length > 0 ? found : directory.nearest(name, MAX_PEOPLE));
    }
    return found;
}

function unclear(name: string, count: number, candidates: PersonRef[]): AppError {
    const shown = JSON.stringify(name.slice(0, 80));
    const names = candidates.slice(0, MAX_PEOPLE).map(({ username }) => `@${username}`);
    const hint = names.length > 0 ? `Use a username: ${names.join(', ')} …` : 'Use a username, as in from:@ana.dev.';
    return new AppError(
        'user_not_found',
        count === 0 ? `Nobody is called ${shown}.` : `${shown} fits ${count} people.`,
        {
            field: 'query',
            hint,
        },
    );
}

/** `is:dm` is a matter of rooms, not of messages. */
async function onlyDirect(parsed: ParsedQuery, scope: ReadScope, rooms: Set<string>): Promise<Set<string>> {
    const filter = parsed.facts.find(({ fact }) => fact === 'dm');
    if (!filter) {
        return rooms;
    }
    const known = await scope.rooms();
    const wanted = known.filter(({ id, type }) => rooms.has(id) && (type === 'direct') !== filter.isNegated);
    return new Set(wanted.map(({ id }) => id));
}
