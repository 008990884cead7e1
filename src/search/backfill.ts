import type { Records } from '../host/records';
import type { Message, Room } from '../host/workspace';
import { pagesBefore } from '../messages/timeline';
import type { Catalog } from './catalog';
import { toEntry } from './entry';
import type { Pace } from './pace';
import type { Progress } from './progress';
import type { IndexEntry } from './types';

/**
 * Indexes what was said before the app came: all rooms, newest first, in slices that can be cut off at any moment. The
 * recent past of every room comes before the deeper past of any: what people look for is mostly recent.
 */

export interface BackfillDeps {
    catalog: Catalog;
    records: Records;
    progress: Progress;
    pace: Pace;
    /** Makes entries durable. */
    add(entries: IndexEntry[]): Promise<void>;
    now: number;
    /** Older messages than this are not indexed (milliseconds). */
    oldest: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** The past in layers: the last week of all rooms, then the last month, quarter, year, then everything. */
const LAYERS_DAYS = [7, 30, 90, 365, Infinity];

/** Entries per record: few enough to be encoded in one turn of the event loop, many enough to be stored cheaply. */
const BATCH = 300;

/** Works through the rooms until all is done or the pace is over; true when nothing is left. */
export async function backfill(rooms: Room[], deps: BackfillDeps): Promise<boolean> {
    const { progress, pace, now, oldest } = deps;
    const batch = batcher(deps);
    const byActivity = [...rooms].sort((a, b) => activity(b) - activity(a));
    for (const days of LAYERS_DAYS) {
        const horizon = Math.max(oldest, now - days * DAY_MS);
        for (const room of byActivity) {
            const { isDone, reached = Infinity } = progress.of(room.id);
            if (isDone || reached <= horizon) {
                continue;
            }
            if (pace.isOver()) {
                await batch.flush();
                return false;
            }
            await indexDownTo(room, horizon, deps, batch);
        }
        await batch.flush();
    }
    return rooms.every((room) => progress.of(room.id).isDone);
}

const activity = (room: Room) => room.lastMessageAt?.getTime() ?? 0;

/** Reads one room from where it stands down to the horizon. */
async function indexDownTo(room: Room, horizon: number, deps: BackfillDeps, batch: Batch): Promise<void> {
    const { catalog, progress, pace, oldest } = deps;
    const before = progress.of(room.id);
    const read = async (page: Parameters<Catalog['messagesIn']>[1]) => {
        await pace.beforeRead();
        return catalog.messagesIn(room.id, page);
    };
    // The boundary's own millisecond is read again: a group of equal times may have been cut there.
    const boundary = before.reached === undefined ? undefined : { time: before.reached + 1 };
    for await (const { messages, completeAbove, isLast } of pagesBefore(read, boundary, Infinity)) {
        batch.add(
            room,
            messages.filter((message) => message.createdAt.getTime() >= oldest),
        );
        const reached = isLast ? -Infinity : completeAbove;
        const isDone = isLast || reached < oldest;
        batch.mark(room.id, {
            ...before,
            checked: Math.max(before.checked, activity(room)),
            isDone,
            reached: isDone ? oldest : reached,
        });
        await batch.flushIfFull();
        if (isDone || reached <= horizon || pace.isOver()) {
            return;
        }
    }
}

interface Batch {
    add(room: Room, messages: Message[]): void;
    /** Progress that holds once everything added so far is durable. */
    mark(roomId: string, progress: ReturnType<Progress['of']>): void;
    flushIfFull(): Promise<void>;
    flush(): Promise<void>;
}

/** Entries first, progress after: a run that is killed in between repeats work, and loses none. */
function batcher({ add, progress, records }: BackfillDeps): Batch {
    let entries: IndexEntry[] = [];
    const marks = new Map<string, ReturnType<Progress['of']>>();
    const batch: Batch = {
        add(room, messages) {
            entries.push(...messages.flatMap((message) => toEntry(message, room) ?? []));
        },
        mark: (roomId, reached) => marks.set(roomId, reached),
        flushIfFull: () => (entries.length >= BATCH ? batch.flush() : Promise.resolve()),
        async flush() {
            if (entries.length > 0) {
                await add(entries);
                entries = [];
            }
            marks.forEach((reached, roomId) => progress.set(roomId, reached));
            marks.clear();
            await progress.save(records);
        },
    };
    return batch;
}
