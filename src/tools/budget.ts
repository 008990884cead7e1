import { Buffer } from 'buffer';

/** A page's size, both halves of the result together, in bytes of UTF-8; longer pages end early and say so. */
export const PAGE_BYTES = 16_000;

/** What the frame of a result (room, counts, cursor) takes of the budget. */
const FRAME_BYTES = 1_500;

/**
 * How many of the items fit the budget, from the front; at least one, so that every page makes progress. `render` gives
 * an item's text half; its structured half is its JSON.
 */
export function itemsThatFit<T>(items: T[], render: (item: T) => string, budget = PAGE_BYTES): number {
    let left = budget - FRAME_BYTES;
    for (const [index, item] of items.entries()) {
        left -= utf8Length(JSON.stringify(item)) + utf8Length(render(item)) + 2;
        if (left < 0) {
            return Math.max(index, 1);
        }
    }
    return items.length;
}

const utf8Length = (text: string) => Buffer.byteLength(text);
