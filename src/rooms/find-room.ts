import { AppError } from '../errors';
import type { Room } from '../host/workspace';
import { fold, similarity } from './likeness';
import type { ReadScope } from './read-scope';
import { roomName } from './room-name';

/** `exact` for writes; `lenient` for reads also takes another case, a display name, or a part that fits one room. */
export type Precision = 'exact' | 'lenient';

interface Candidate {
    room: Room;
    name: string;
}

/** How many near names a refusal offers. */
const SUGGESTIONS = 5;

/**
 * From what people and agents call a room to the room: an id, `#name`, a bare name, or `@user` for the direct message
 * with that person. Links are taken apart before (`messages/references.ts`).
 *
 * Rejects with `room_not_found` (with the nearest names the person can see) or `room_ambiguous`. A room that exists
 * but is not the person's is `room_not_found` too, found out the same way, so the answer tells nothing about it.
 */
export async function findRoom(
    scope: ReadScope,
    reference: string,
    precision: Precision,
    field = 'room',
): Promise<Room> {
    const asked = reference.trim();
    const byId = await scope.room(asked);
    if (byId) {
        return byId;
    }
    const exact = await (asked.startsWith('@') ? directRoom(scope, asked) : scope.roomByName(asked.replace(/^#/, '')));
    if (exact) {
        return exact;
    }
    const candidates = await Promise.all(
        (await scope.rooms()).map(async (room) => ({ room, name: await roomName(scope, room) })),
    );
    const found = precision === 'lenient' ? lenientMatches(candidates, asked) : [];
    if (found.length === 1) {
        return found[0]!.room;
    }
    throw found.length > 1 ? ambiguous(asked, found, field) : notFound(asked, candidates, field);
}

function directRoom(scope: ReadScope, asked: string): Promise<Room | undefined> {
    const others = asked
        .split(',')
        .map((name) => name.trim().replace(/^@/, ''))
        .filter(Boolean);
    return scope.directRoom([...new Set([scope.person.username, ...others])]);
}

/** The first of these that fits anything decides: same but for case and accents, display name, part of a name. */
function lenientMatches(candidates: Candidate[], asked: string): Candidate[] {
    const wanted = fold(asked.replace(/^[#@]/, ''));
    if (wanted === '') {
        return [];
    }
    const bare = ({ name }: Candidate) => fold(name.slice(1));
    const shown = ({ room }: Candidate) => fold(room.displayName ?? '');
    const rules: Array<(candidate: Candidate) => boolean> = [
        (candidate) => bare(candidate) === wanted,
        (candidate) => shown(candidate) === wanted,
        (candidate) => bare(candidate).includes(wanted) || shown(candidate).includes(wanted),
    ];
    return rules.map((fits) => candidates.filter(fits)).find((matches) => matches.length > 0) ?? [];
}

function ambiguous(asked: string, found: Candidate[], field: string): AppError {
    return new AppError('room_ambiguous', `${quoted(asked)} fits ${found.length} rooms.`, {
        field,
        hint: `Use one of: ${names(found.slice(0, SUGGESTIONS))}.`,
    });
}

function notFound(asked: string, candidates: Candidate[], field: string): AppError {
    const wanted = fold(asked.replace(/^[#@]/, ''));
    const near = candidates
        .map((candidate) => ({ candidate, score: similarity(wanted, fold(candidate.name.slice(1))) }))
        .filter(({ score }) => score >= 0.4)
        .sort((a, b) => b.score - a.score)
        .slice(0, SUGGESTIONS);
    const nearest = near.length > 0 ? `Nearest: ${names(near.map(({ candidate }) => candidate))}. ` : '';
    return new AppError('room_not_found', `No room ${quoted(asked)} that you can read.`, {
        field,
        hint: `${nearest}Call list_rooms to see the rooms you can read.`,
    });
}

const names = (found: Candidate[]) => found.map(({ room, name }) => `${name} (id ${room.id})`).join(', ');

/** What was asked, short and on one line, so that an error stays readable whatever was sent. */
const quoted = (asked: string) => JSON.stringify(asked.length > 80 ? `${asked.slice(0, 80)}…` : asked);
