import type { IndexEntry } from '../types';
import type { SegmentCodec } from './codec';
import type { Grave, RoomSpan, TailRecord } from './layout';
import { EMPTY, hold, type Held } from './resident';

/** More than this many rooms are not listed in a tail: the list would outweigh the entries. */
const MAX_ROOMS = 8;

/** One record for these entries and graves; of several versions of one message the highest is kept. */
export function makeTail(
    codec: SegmentCodec,
    id: string,
    at: number,
    entries: readonly IndexEntry[],
    graves: Grave[],
): TailRecord {
    const newest = new Map<string, IndexEntry>();
    for (const entry of entries) {
        if ((newest.get(entry.id)?.version ?? -Infinity) < entry.version) {
            newest.set(entry.id, entry);
        }
    }
    const kept = [...newest.values()];
    const times = kept.map(({ time }) => time);
    const tail: TailRecord = { kind: 'tail', id, at, count: kept.length, from: 0, to: 0 };
    if (kept.length > 0) {
        tail.from = Math.min(...times);
        tail.to = Math.max(...times);
        tail.image = codec.pack(codec.encode(kept));
        const rooms = roomSpans(kept.map(({ roomId, time }) => [roomId, time]));
        if (rooms.length <= MAX_ROOMS) {
            tail.rooms = rooms;
        }
    }
    if (graves.length > 0) {
        tail.graves = graves;
    }
    return tail;
}

/** Throws when the image is damaged. */
export function openTail(codec: SegmentCodec, tail: TailRecord): Held {
    const segment = tail.image === undefined ? EMPTY : codec.open(codec.unpack(tail.image));
    if (segment.count !== tail.count) {
        throw new Error(`A tail of ${tail.count} entries holds ${segment.count}.`);
    }
    return hold(tail, segment, tail.graves ?? []);
}

/** From when to when each room has messages. */
export function roomSpans(messages: Iterable<readonly [roomId: string, time: number]>): RoomSpan[] {
    const spans = new Map<string, RoomSpan>();
    for (const [roomId, time] of messages) {
        const span = spans.get(roomId);
        if (span) {
            span[1] = Math.min(span[1], time);
            span[2] = Math.max(span[2], time);
        } else {
            spans.set(roomId, [roomId, time, time]);
        }
    }
    return [...spans.values()];
}
