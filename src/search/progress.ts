import { createHash } from 'crypto';
import type { Records } from '../host/records';

/** How far the index has come with one room. */
export interface RoomProgress {
    /** Everything from here to the present is indexed (milliseconds); absent: nothing yet. */
    reached?: number;
    /** Nothing older is left to index. */
    isDone: boolean;
    /** Time of the room's last message when its newest page was last compared with the index. */
    checked: number;
    /** Where the slow comparison of everything goes on, and the round it belongs to. */
    auditedTo?: number;
}

/**
 * The progress of all rooms, in a few records that are replaced as a whole. Only the cluster's one job writes them; if
 * two runs overlap, the later write stands, and at worst some work is done twice: indexing a message again changes
 * nothing.
 */
export interface Progress {
    of(roomId: string): RoomProgress;
    set(roomId: string, progress: RoomProgress): void;
    forget(roomId: string): void;
    /** Writes what changed since the last save. */
    save(records: Records): Promise<void>;
}

interface Bucket {
    bucket: number;
    rooms: Record<string, RoomProgress>;
}

const BUCKETS = 16;

const keyOf = (bucket: number) => `index-progress/${bucket}`;

const bucketOf = (roomId: string) => createHash('sha1').update(roomId).digest()[0]! % BUCKETS;

export async function loadProgress(records: Records): Promise<Progress> {
    const buckets = await Promise.all(
        Array.from({ length: BUCKETS }, async (_, bucket) => {
            const found = await records.read<Bucket>(keyOf(bucket));
            return {
                rooms: Object.assign({}, ...found.map(({ rooms }) => rooms)) as Bucket['rooms'],
                isNew: found.length === 0,
            };
        }),
    );
    const changed = new Set<number>();
    const roomsOf = (roomId: string) => buckets[bucketOf(roomId)]!.rooms;
    return {
        of: (roomId) => roomsOf(roomId)[roomId] ?? { isDone: false, checked: 0 },
        set(roomId, progress) {
            roomsOf(roomId)[roomId] = progress;
            changed.add(bucketOf(roomId));
        },
        forget(roomId) {
            delete roomsOf(roomId)[roomId];
            changed.add(bucketOf(roomId));
        },
        async save(target) {
            for (const index of changed) {
                const bucket = buckets[index]!;
                const data: Bucket = { bucket: index, rooms: bucket.rooms };
                if (bucket.isNew) {
                    await target.append([keyOf(index)], data);
                    bucket.isNew = false;
                } else {
                    await target.replace([keyOf(index)], data);
                }
            }
            changed.clear();
        },
    };
}
