import type { Records } from '../host/records';
import type { Room } from '../host/workspace';
import type { Progress } from './progress';

/** How far the index has come, as the job last saw it. */
export interface IndexStatus {
    /** Rooms the index covers, and how many of them are through. */
    rooms: number;
    roomsDone: number;
    /** Ids of rooms it cannot read; a sample where there are very many. */
    encrypted: string[];
    /** Of all messages the host counts, how much is indexed: 0 to 100. An estimate while it is under 100. */
    percent: number;
    /** When this was written, milliseconds. */
    at: number;
}

const KEY = 'index-status';
const MAX_LISTED = 2_000;

export async function readStatus(records: Records): Promise<IndexStatus | undefined> {
    const found = await records.read<IndexStatus>(KEY);
    return found.sort((a, b) => b.at - a.at)[0];
}

export async function writeStatus(records: Records, status: IndexStatus): Promise<void> {
    const isNew = (await records.read(KEY)).length === 0;
    await (isNew ? records.append([KEY], status) : records.replace([KEY], status));
}

/** Rooms count by their messages; a room that is half way counts by the time it has reached. */
export function measure(rooms: Room[], encrypted: Room[], progress: Progress, now: number): IndexStatus {
    const total = rooms.reduce((sum, room) => sum + room.messageCount, 0);
    const covered = rooms.reduce((sum, room) => sum + room.messageCount * shareOf(room, progress, now), 0);
    const roomsDone = rooms.filter((room) => progress.of(room.id).isDone).length;
    const share = roomsDone === rooms.length ? 1 : total === 0 ? 0 : covered / total;
    const percent = share === 1 ? 100 : Math.min(99, Math.floor(share * 100));
    return {
        rooms: rooms.length,
        roomsDone,
        encrypted: encrypted.slice(0, MAX_LISTED).map(({ id }) => id),
        percent,
        at: now,
    };
}

function shareOf(room: Room, progress: Progress, now: number): number {
    const { isDone, reached } = progress.of(room.id);
    const created = room.createdAt?.getTime() ?? 0;
    if (isDone || reached === undefined) {
        return isDone ? 1 : 0;
    }
    return Math.min(1, Math.max(0, (now - reached) / Math.max(1, now - created)));
}
