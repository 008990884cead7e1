import type { Records } from '../host/records';
import type { Message, Room } from '../host/workspace';
import { toEntry, versionOf } from './entry';
import type { IndexEntry } from './types';

/** The part of the index that events write to. */
export interface FeedTarget {
    add(records: Records, entries: IndexEntry[]): Promise<void>;
    forget(records: Records, graves: Array<{ id: string; version: number }>): Promise<void>;
}

/** A message was written, edited, reacted to or pinned. `root`: the first message of the thread it answers. */
export async function messageSaved(
    target: FeedTarget,
    records: Records,
    message: Message,
    room: Room,
    root: Message | undefined,
    now: number,
): Promise<void> {
    const entries = [toEntry(message, room), firstAnswered(root, room, now)].filter((entry) => entry !== undefined);
    if (entries.length > 0) {
        await target.add(records, entries);
    }
}

/**
 * A message becomes a thread with its first reply, of which no event tells; and this event comes before the host counts
 * the reply. So the root is indexed again, as of now.
 */
function firstAnswered(root: Message | undefined, room: Room, now: number): IndexEntry | undefined {
    const entry = root && root.replyCount <= 1 ? toEntry({ ...root, replyCount: 1 }, room) : undefined;
    return entry && { ...entry, version: Math.max(entry.version, now) };
}

/**
 * A message was deleted, whether the host drops it, hides it or leaves a marker. The grave is at least as young as any
 * version of it, so that a late event about an earlier change does not bring it back.
 */
export async function messageDeleted(
    target: FeedTarget,
    records: Records,
    message: Message,
    now: number,
): Promise<void> {
    await target.forget(records, [{ id: message.id, version: Math.max(versionOf(message), now) }]);
}
