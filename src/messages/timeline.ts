import type { Message, MessagePage } from '../host/workspace';

/**
 * Exact reading of a room's history at any depth, over a host that knows only "skip this many, newest first".
 *
 *   newest ┌──────────── skip = 0
 *          │   …                     Positions shift while people write and delete, and messages of one millisecond
 *          │ ┌─ page ─┐              come in no fixed order. So a page is believed only when it starts at or above the
 *   ts ≥ T │ │        │              boundary, pages overlap, a group of equal times is read whole before it is cut,
 *   ───────┼─┼────────┼── boundary   and everything is sorted here by (time, id).
 *   ts < T │ │        │
 *          ▼ └────────┘
 *   oldest
 *
 * Pure: it reads through a function and keeps nothing.
 */

export type PageReader = (page: MessagePage) => Promise<Message[]>;

/** A place between messages. `id` decides among messages of the same millisecond. */
export interface Boundary {
    time: number;
    id?: string;
}

export interface TimelinePage {
    /** Newest first. */
    messages: Message[];
    /** True when there is more beyond the last one, in reading direction. */
    hasMore: boolean;
}

/** Which messages count; others (thread replies, say) are read over. */
export type Filter = (message: Message) => boolean;

/** The host's own ceiling for one page. */
const PAGE = 100;

/** Messages read twice at the seam of two pages, so that a deletion between the reads is noticed. */
const OVERLAP = 5;

/** Host pages read for one answer at most: a room of nothing but thread replies must not hang the call. */
const MAX_PAGES = 40;

/** One host page of a walk downwards. */
export interface WalkedPage {
    /** Before the boundary, newest first; the seam may repeat messages of the page before. */
    messages: Message[];
    /** Everything newer than this time has been seen. */
    completeAbove: number;
    /** Nothing lies below. */
    isLast: boolean;
}

/** Walks down from the boundary (or from the top), page by page, each proven to join the one before it. */
export async function* pagesBefore(
    read: PageReader,
    boundary: Boundary | undefined,
    maxPages = MAX_PAGES,
): AsyncGenerator<WalkedPage> {
    let skip = boundary ? await startAbove(read, boundary.time) : 0;
    let seam = boundary ? boundary.time + 1 : -Infinity;
    for (let pages = 0; pages < maxPages; pages += 1) {
        const page = await read({ limit: PAGE, skip, order: 'newest' });
        const startsTooLow = skip > 0 && (page.length === 0 || time(page[0]!) < seam);
        if (startsTooLow) {
            // Messages above were deleted meanwhile and everything moved up: go back and read again.
            skip = Math.max(0, skip - PAGE / 2);
            continue;
        }
        const isLast = page.length < PAGE;
        seam = isLast ? seam : time(page.at(-1)!);
        yield {
            messages: page.filter((message) => isBefore(message, boundary)),
            completeAbove: isLast ? -Infinity : seam,
            isLast,
        };
        if (isLast) {
            return;
        }
        skip += PAGE - OVERLAP;
    }
}

/** The `count` messages just before the boundary (or the newest ones), newest first. */
export async function before(
    read: PageReader,
    boundary: Boundary | undefined,
    count: number,
    filter: Filter,
): Promise<TimelinePage> {
    const found = new Map<string, Message>();
    const newest = () => [...found.values()].sort(newestFirst);
    for await (const { messages, completeAbove, isLast } of pagesBefore(read, boundary)) {
        messages.filter(filter).forEach((message) => found.set(message.id, message));
        const sorted = newest();
        if (isLast || (sorted.length > count && time(sorted[count]!) > completeAbove)) {
            return { messages: sorted.slice(0, count), hasMore: sorted.length > count };
        }
    }
    return { messages: newest().slice(0, count), hasMore: true };
}

/** The `count` messages just after the boundary: the nearest ones, returned newest first. */
export async function after(
    read: PageReader,
    boundary: Boundary,
    count: number,
    filter: Filter,
): Promise<TimelinePage> {
    const found = new Map<string, Message>();
    let bottom = (await firstPosition(read, (message) => time(message) < boundary.time)) + OVERLAP;
    let seam = boundary.time;
    for (let pages = 0; pages < MAX_PAGES; pages += 1) {
        const skip = Math.max(0, bottom - PAGE);
        const limit = bottom - skip;
        const page = await read({ limit, skip, order: 'newest' });
        const startsTooHigh = page.length === limit && time(page.at(-1)!) > seam;
        if (startsTooHigh) {
            // New messages pushed everything down: go deeper and read again.
            bottom += PAGE / 2;
            continue;
        }
        page.filter((message) => compare(message, boundary) > 0 && filter(message)).forEach((message) =>
            found.set(message.id, message),
        );
        const sorted = [...found.values()].sort(newestFirst);
        if (skip === 0) {
            return { messages: sorted.slice(-count), hasMore: sorted.length > count };
        }
        seam = page.length > 0 ? time(page[0]!) : seam;
        if (sorted.length > count && time(sorted.at(-count - 1)!) < seam) {
            return { messages: sorted.slice(-count), hasMore: true };
        }
        bottom = skip + OVERLAP;
    }
    return { messages: [...found.values()].sort(newestFirst).slice(-count), hasMore: true };
}

/** A position from which reading starts strictly above the boundary's time (or at the very top). */
async function startAbove(read: PageReader, boundaryTime: number): Promise<number> {
    return Math.max(0, (await firstPosition(read, (message) => time(message) <= boundaryTime)) - 1);
}

/** The smallest position whose message fulfils a condition that holds for all older ones: gallop, then halve. */
async function firstPosition(read: PageReader, holds: (message: Message) => boolean): Promise<number> {
    const holdsAt = async (position: number) => {
        const [message] = await read({ limit: 1, skip: position, order: 'newest' });
        return message === undefined || holds(message);
    };
    if (await holdsAt(0)) {
        return 0;
    }
    let low = 0;
    let high = PAGE;
    while (!(await holdsAt(high))) {
        low = high;
        high *= 4;
    }
    while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (await holdsAt(middle)) {
            high = middle;
        } else {
            low = middle;
        }
    }
    return high;
}

const time = (message: Message) => message.createdAt.getTime();

const newestFirst = (a: Message, b: Message) => time(b) - time(a) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);

const isBefore = (message: Message, boundary: Boundary | undefined) =>
    boundary === undefined || compare(message, boundary) < 0;

/** Negative when the message lies before the boundary, 0 at it, positive after. A boundary without an id is a bare time. */
function compare(message: Message, boundary: Boundary): number {
    const difference = time(message) - boundary.time;
    if (difference !== 0 || boundary.id === undefined) {
        return difference;
    }
    return message.id < boundary.id ? -1 : message.id > boundary.id ? 1 : 0;
}
