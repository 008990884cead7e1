import type { Clock } from '../host/clock';
import type { Records } from '../host/records';
import type { Room } from '../host/workspace';
import { backfill } from './backfill';
import { allRooms, isIndexable, type Catalog } from './catalog';
import type { Directory } from './directory';
import { heldOfRoom, heldRooms } from './held';
import type { MessageIndex } from './index/message-index';
import { steadyPace } from './pace';
import { loadProgress, type Progress } from './progress';
import { audit, catchUp, type ReconcileDeps } from './reconcile';
import { measure, writeStatus, type IndexStatus } from './status';

export interface IndexerLimits {
    /** Reads of messages a second. */
    readsPerSecond: number;
    /** Older messages are left out, in days; 0 for none. */
    maxAgeDays: number;
}

/** The host ends a run after 30 s; these parts of it add up to less, with room for one slow read. */
const READING_MS = 14_000;
const MAINTAINING_MS = 4_000;
const LOADING_MS = 3_000;

const DAY_MS = 24 * 60 * 60 * 1000;

/** One run of the index's job: catch up, go on with the past, check, tidy. Bears being killed at any moment. */
export async function runIndexer(
    index: MessageIndex,
    directory: Directory,
    catalog: Catalog,
    records: Records,
    clock: Clock,
    limits: IndexerLimits,
): Promise<IndexStatus> {
    await index.refresh(records, LOADING_MS);
    const now = clock.now();
    const pace = steadyPace(clock, limits.readsPerSecond, READING_MS);
    const everyRoom = await allRooms(catalog);
    const rooms = everyRoom.filter(isIndexable);
    const progress = await loadProgress(records);
    await forgetDeadRooms(index, records, rooms, progress, now);
    await resumeDamaged(index, records, rooms, progress);
    const deps: ReconcileDeps = {
        catalog: noting(catalog, directory),
        records,
        progress,
        pace,
        now,
        add: (entries) => index.add(records, entries),
        forget: (graves) => index.forget(records, graves),
        indexed: (roomId, from, to) => heldOfRoom(index.sources(), roomId, from, to),
    };
    const oldest = limits.maxAgeDays > 0 ? now - limits.maxAgeDays * DAY_MS : 0;
    const isCaughtUp = await catchUp(rooms, deps);
    const isFilled = isCaughtUp && (await backfill(rooms, { ...deps, oldest }));
    if (isFilled) {
        await audit(rooms, deps);
    }
    await directory.save(records);
    await index.maintain(records, MAINTAINING_MS);
    const status = measure(
        rooms,
        everyRoom.filter((room) => !isIndexable(room)),
        progress,
        clock.now(),
    );
    await writeStatus(records, status);
    return status;
}

/** Rooms that are gone or were encrypted since: nothing of them stays in the index. */
async function forgetDeadRooms(
    index: MessageIndex,
    records: Records,
    rooms: Room[],
    progress: Progress,
    now: number,
): Promise<void> {
    const alive = new Set(rooms.map(({ id }) => id));
    for (const roomId of [...heldRooms(index.sources())].filter((id) => !alive.has(id))) {
        const ids = [...heldOfRoom(index.sources(), roomId, 0, Infinity).keys()];
        await index.forget(
            records,
            ids.map((id) => ({ id, version: now })),
        );
        progress.forget(roomId);
    }
    await progress.save(records);
}

/** What was in a damaged part is read again from the host: progress first, so that a death in between loses nothing. */
async function resumeDamaged(index: MessageIndex, records: Records, rooms: Room[], progress: Progress): Promise<void> {
    const damaged = index.status().toRebuild;
    for (const { rooms: spans, to } of damaged) {
        const touched = spans
            ? spans.map(([roomId, , until]) => [roomId, until] as const)
            : rooms.map(({ id }) => [id, to] as const);
        for (const [roomId, until] of touched) {
            const before = progress.of(roomId);
            progress.set(roomId, { ...before, isDone: false, reached: Math.max(before.reached ?? 0, until + 1) });
        }
    }
    await progress.save(records);
    await index.discard(
        records,
        damaged.map(({ id }) => id),
    );
}

/** The same catalogue, noting who writes. */
function noting(catalog: Catalog, directory: Directory): Catalog {
    return {
        ...catalog,
        async messagesIn(roomId, page) {
            const messages = await catalog.messagesIn(roomId, page);
            messages.forEach(({ author }) => directory.note(author));
            return messages;
        },
    };
}
