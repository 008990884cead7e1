import type { MessageDoc } from './documents';

/**
 * Messages ordered by `ts`, equal times in the order they came: what the index `{ rid, ts }` gives. Appending, the
 * usual case, is O(1); everything else finds its place by bisection.
 */
export type Timeline = MessageDoc[];

export function addToTimeline(timeline: Timeline, message: MessageDoc): void {
    const last = timeline.at(-1);
    if (!last || last.ts.getTime() <= message.ts.getTime()) timeline.push(message);
    else timeline.splice(firstAfter(timeline, message.ts), 0, message);
}

/** Replaces a message by its newer version; when its time changed it moves. */
export function replaceInTimeline(timeline: Timeline, previous: MessageDoc, message: MessageDoc): void {
    const position = positionOf(timeline, previous);
    if (previous.ts.getTime() === message.ts.getTime()) {
        timeline[position] = message;
    } else {
        timeline.splice(position, 1);
        addToTimeline(timeline, message);
    }
}

export function removeFromTimeline(timeline: Timeline, message: MessageDoc): void {
    timeline.splice(positionOf(timeline, message), 1);
}

/** Index of the first message later than `ts`. */
export function firstAfter(timeline: Timeline, ts: Date): number {
    return bisect(timeline, (message) => message.ts.getTime() > ts.getTime());
}

/** Index of the first message at `ts` or later. */
export function firstAtOrAfter(timeline: Timeline, ts: Date): number {
    return bisect(timeline, (message) => message.ts.getTime() >= ts.getTime());
}

function positionOf(timeline: Timeline, message: MessageDoc): number {
    let position = firstAtOrAfter(timeline, message.ts);
    while (position < timeline.length && timeline[position]?._id !== message._id) position += 1;
    if (position === timeline.length) throw new Error(`message ${message._id} is not in its room's timeline`);
    return position;
}

function bisect(timeline: Timeline, isPast: (message: MessageDoc) => boolean): number {
    let low = 0;
    let high = timeline.length;
    while (low < high) {
        const middle = (low + high) >>> 1;
        if (isPast(timeline[middle]!)) high = middle;
        else low = middle + 1;
    }
    return low;
}
