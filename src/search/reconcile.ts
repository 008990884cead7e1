import type { Records } from '../host/records';
import type { Message, Room } from '../host/workspace';
import { pagesBefore } from '../messages/timeline';
import type { Catalog } from './catalog';
import { toEntry } from './entry';
import type { Pace } from './pace';
import type { Progress } from './progress';
import type { IndexEntry } from './types';

/**
 * Finds what no event told: messages written while the app was down, imports, prunes, retention, erased users, deleted
 * rooms. Two ways: the newest page of every room in which something was said since the last look, often; and, room by
 * room, everything the index holds against everything the host has, slowly and for ever.
 */

export interface ReconcileDeps {
    catalog: Catalog;
    records: Records;
    progress: Progress;
    pace: Pace;
    now: number;
    add(entries: IndexEntry[]): Promise<void>;
    forget(graves: Array<{ id: string; version: number }>): Promise<void>;
    /** Ids and times of what is indexed of a room, from (inclusive) to (exclusive), milliseconds. */
    indexed(roomId: string, from: number, to: number): Map<string, number>;
}

/** Messages this young may have an event on its way; they are left alone. */
const SETTLE_MS = 10_000;

/** Looks at the rooms in which something happened since the last look; true when it saw all of them. */
export async function catchUp(rooms: Room[], deps: ReconcileDeps): Promise<boolean> {
    const { progress, pace, records } = deps;
    for (const room of rooms) {
        const before = progress.of(room.id);
        const latest = room.lastMessageAt?.getTime() ?? 0;
        if (latest <= before.checked || before.reached === undefined) {
            continue;
        }
        if (pace.isOver()) {
            await progress.save(records);
            return false;
        }
        await compare(room, undefined, deps, (page) => page.missing > 0);
        progress.set(room.id, { ...before, checked: Math.min(latest, deps.now - SETTLE_MS) });
    }
    await progress.save(records);
    return true;
}

/** Compares everything, a stretch per room and call; a room that is through starts over in the next round. */
export async function audit(rooms: Room[], deps: ReconcileDeps): Promise<void> {
    const { progress, pace, records } = deps;
    const waiting = [...rooms].sort(
        (a, b) => (progress.of(b.id).auditedTo ?? Infinity) - (progress.of(a.id).auditedTo ?? Infinity),
    );
    for (const room of waiting) {
        if (pace.isOver()) {
            break;
        }
        const before = progress.of(room.id);
        if (!before.isDone) {
            continue;
        }
        const from = before.auditedTo === undefined ? undefined : { time: before.auditedTo };
        const reached = await compare(room, from, deps, () => !pace.isOver());
        progress.set(room.id, { ...before, auditedTo: reached });
    }
    await progress.save(records);
}

interface Compared {
    missing: number;
}

/**
 * Walks down from a boundary, adding what the index lacks and burying what the host no longer has. Goes on while
 * `goOn` says so; resolves to the time it reached, or `undefined` at the bottom.
 */
async function compare(
    room: Room,
    from: { time: number } | undefined,
    deps: ReconcileDeps,
    goOn: (page: Compared) => boolean,
): Promise<number | undefined> {
    const { catalog, pace, now } = deps;
    const read = async (page: Parameters<Catalog['messagesIn']>[1]) => {
        await pace.beforeRead();
        return catalog.messagesIn(room.id, page);
    };
    let upper = Math.min(from?.time ?? Infinity, now - SETTLE_MS);
    for await (const { messages, completeAbove, isLast } of pagesBefore(read, from, Infinity)) {
        const lower = isLast ? 0 : completeAbove + 1;
        const stretch = messages.filter((message) => isWithin(message, lower, upper));
        const held = deps.indexed(room.id, lower, upper);
        const missing = stretch.filter(({ id }) => !held.has(id)).flatMap((message) => toEntry(message, room) ?? []);
        stretch.forEach(({ id }) => held.delete(id));
        if (missing.length > 0) {
            await deps.add(missing);
        }
        if (held.size > 0) {
            await deps.forget([...held.keys()].map((id) => ({ id, version: now })));
        }
        if (isLast) {
            return undefined;
        }
        upper = Math.min(upper, lower);
        if (!goOn({ missing: missing.length })) {
            return upper;
        }
    }
    return undefined;
}

function isWithin(message: Message, from: number, to: number): boolean {
    const time = message.createdAt.getTime();
    return time >= from && time < to;
}
