import type { Candidate } from './pool';
import type { RankSource } from './rank';

/** Messages of one room are close by when no more than this many messages and this much time lie between them. */
const REACH = 8;
const SPAN = 2 * 60 * 60 * 1000;
/** How much of the scores around a message is added to its own. */
const SHARE = 0.3;

interface Neighbour {
    candidate: Candidate;
    time: number;
    /** The score before anything is added. */
    score: number;
    /** How many messages of the room on the next candidate is; beyond `REACH` it does not matter how far. */
    toNext: number;
}

/**
 * Raises candidates that others stand close to in their room: an answer seldom repeats all the words of its question.
 * The nearer the other, the more of its score is added. Of two candidates with one id, copies from different
 * segments, only the higher version is returned.
 */
export function addContext(candidates: readonly Candidate[], sources: readonly RankSource[]): Candidate[] {
    const kept: Candidate[] = [];
    for (const [roomId, room] of byRoom(candidates)) {
        const inOrder = withoutCopies(room.sort(compareNeighbours));
        inOrder.forEach((each, index) => {
            const next = inOrder[index + 1];
            each.toNext = next && next.time - each.time <= SPAN ? distance(each, next, roomId, sources) : Infinity;
        });
        inOrder.forEach(({ candidate, score }, index) => {
            candidate.score = score + SHARE * (before(inOrder, index) + after(inOrder, index));
            candidate.key = candidate.score;
            kept.push(candidate);
        });
    }
    return kept;
}

function byRoom(candidates: readonly Candidate[]): Map<string, Neighbour[]> {
    const rooms = new Map<string, Neighbour[]>();
    // Names are looked up once for a source and room, not for each candidate.
    const known = new Map<RankSource, Map<number, Neighbour[]>>();
    for (const candidate of candidates) {
        const { source, doc, score } = candidate;
        const { segment } = source;
        const inSource = known.get(source) ?? new Map<number, Neighbour[]>();
        known.set(source, inSource);
        let room = inSource.get(segment.roomColumn[doc]!);
        if (!room) {
            const roomId = segment.roomAt(doc);
            room = rooms.get(roomId) ?? [];
            rooms.set(roomId, room);
            inSource.set(segment.roomColumn[doc]!, room);
        }
        room.push({ candidate, time: segment.timeAt(doc), score, toNext: Infinity });
    }
    return rooms;
}

const idOf = ({ candidate }: Neighbour) => candidate.source.segment.idAt(candidate.doc);
const versionOf = ({ candidate }: Neighbour) => candidate.source.segment.versionAt(candidate.doc);

/** The order of messages in a room. Ids are read for equal times in different segments only. */
function compareNeighbours(a: Neighbour, b: Neighbour): number {
    if (a.time !== b.time) {
        return a.time - b.time;
    }
    if (a.candidate.source === b.candidate.source) {
        return a.candidate.doc - b.candidate.doc;
    }
    const [left, right] = [idOf(a), idOf(b)];
    return left < right ? -1 : left > right ? 1 : 0;
}

/** A changed message keeps its time, so copies stand side by side. */
function withoutCopies(inOrder: readonly Neighbour[]): Neighbour[] {
    const kept: Neighbour[] = [];
    for (const each of inOrder) {
        const last = kept[kept.length - 1];
        if (last && compareNeighbours(last, each) === 0) {
            if (versionOf(last) < versionOf(each)) {
                kept[kept.length - 1] = each;
            }
        } else {
            kept.push(each);
        }
    }
    return kept;
}

/** How many messages of their room `b` is after `a`, counted over all segments, up to one more than `REACH`. */
function distance(a: Neighbour, b: Neighbour, roomId: string, sources: readonly RankSource[]): number {
    let count = 0;
    for (const source of sources) {
        const { segment } = source;
        const room = a.time <= segment.timeTo && b.time >= segment.timeFrom ? segment.roomIndex.get(roomId) : undefined;
        if (room === undefined) {
            continue;
        }
        const from = source === a.candidate.source ? a.candidate.doc + 1 : segment.firstNotBefore(a.time, idOf(a));
        const to = source === b.candidate.source ? b.candidate.doc + 1 : segment.firstNotBefore(b.time, idOf(b));
        const { roomColumn } = segment;
        for (let doc = from; doc < to && count <= REACH; doc++) {
            if (roomColumn[doc] === room) {
                count++;
            }
        }
    }
    return count;
}

const nearness = (steps: number) => 1 - steps / (REACH + 1);

function before(room: readonly Neighbour[], index: number): number {
    let sum = 0;
    let steps = 0;
    for (let i = index - 1; i >= 0; i--) {
        steps += room[i]!.toNext;
        if (steps > REACH || room[index]!.time - room[i]!.time > SPAN) {
            break;
        }
        sum += room[i]!.score * nearness(steps);
    }
    return sum;
}

function after(room: readonly Neighbour[], index: number): number {
    let sum = 0;
    let steps = 0;
    for (let i = index + 1; i < room.length; i++) {
        steps += room[i - 1]!.toNext;
        if (steps > REACH || room[i]!.time - room[index]!.time > SPAN) {
            break;
        }
        sum += room[i]!.score * nearness(steps);
    }
    return sum;
}
