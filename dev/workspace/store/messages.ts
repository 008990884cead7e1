import { Collection } from './collection';
import type { MessageDoc } from './documents';
import { addToTimeline, removeFromTimeline, replaceInTimeline, type Timeline } from './timeline';

const EMPTY: Timeline = [];

/** Messages, with one timeline a room and one a thread. */
export class MessageCollection extends Collection<MessageDoc> {
    private readonly rooms = new Map<string, Timeline>();
    private readonly threads = new Map<string, Timeline>();
    /** Set while many messages of a room go at once: their timeline is rebuilt afterwards instead. */
    private inBulk = false;

    /** All messages of a room by time, replies, hidden and typed ones included. */
    inRoom(rid: string): Readonly<Timeline> {
        return this.rooms.get(rid) ?? EMPTY;
    }

    /** The replies of a thread by time, hidden ones included, the root not. */
    replies(tmid: string): Readonly<Timeline> {
        return this.threads.get(tmid) ?? EMPTY;
    }

    /** Removes every message of the room that fits, in one pass; returns them. */
    removeFromRoom(rid: string, fits: (message: MessageDoc) => boolean): MessageDoc[] {
        const timeline = this.rooms.get(rid) ?? [];
        const removed = timeline.filter(fits);
        this.inBulk = true;
        try {
            for (const message of removed) this.remove(message._id);
        } finally {
            this.inBulk = false;
        }
        this.keepExisting(this.rooms, rid);
        for (const tmid of new Set(removed.flatMap(({ tmid }) => tmid ?? []))) this.keepExisting(this.threads, tmid);
        return removed;
    }

    protected override placed(message: MessageDoc, previous: MessageDoc | undefined): void {
        place(this.rooms, message.rid, message, previous?.rid, previous);
        place(this.threads, message.tmid, message, previous?.tmid, previous);
    }

    protected override taken(message: MessageDoc): void {
        if (this.inBulk) return;
        drop(this.rooms, message.rid, message);
        drop(this.threads, message.tmid, message);
    }

    private keepExisting(timelines: Map<string, Timeline>, key: string): void {
        const kept = (timelines.get(key) ?? []).filter(({ _id }) => this.has(_id));
        if (kept.length > 0) timelines.set(key, kept);
        else timelines.delete(key);
    }
}

function place(
    timelines: Map<string, Timeline>,
    key: string | undefined,
    message: MessageDoc,
    previousKey: string | undefined,
    previous: MessageDoc | undefined,
): void {
    if (previous && previousKey !== key) drop(timelines, previousKey, previous);
    if (!key) return;
    let timeline = timelines.get(key);
    if (!timeline) timelines.set(key, (timeline = []));
    if (previous && previousKey === key) replaceInTimeline(timeline, previous, message);
    else addToTimeline(timeline, message);
}

function drop(timelines: Map<string, Timeline>, key: string | undefined, message: MessageDoc): void {
    const timeline = key ? timelines.get(key) : undefined;
    if (!key || !timeline) return;
    removeFromTimeline(timeline, message);
    if (timeline.length === 0) timelines.delete(key);
}
