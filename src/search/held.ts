import type { Source } from './index/codec';

/** Ids and times of what the index holds of a room, from (inclusive) to (exclusive), in milliseconds. */
export function heldOfRoom(sources: Source[], roomId: string, from: number, to: number): Map<string, number> {
    const held = new Map<string, number>();
    for (const { segment, isDead } of sources) {
        for (let doc = firstNotBefore(segment, from); doc < segment.count && segment.timeAt(doc) < to; doc += 1) {
            if (segment.roomAt(doc) === roomId && !isDead(doc)) {
                held.set(segment.idAt(doc), segment.timeAt(doc));
            }
        }
    }
    return held;
}

/** Every room the index holds something of, dead entries included. */
export function heldRooms(sources: Source[]): Set<string> {
    return new Set(sources.flatMap(({ segment }) => segment.rooms));
}

/** Documents of a segment are in the order of time. */
function firstNotBefore(segment: Source['segment'], time: number): number {
    let low = 0;
    let high = segment.count;
    while (low < high) {
        const middle = (low + high) >>> 1;
        if (segment.timeAt(middle) < time) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}
