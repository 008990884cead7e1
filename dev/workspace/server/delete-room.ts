import type { MessageDoc, RoomDoc, UserDoc } from '../store/documents';
import { uncountReply } from './counters';
import { entomb, refreshLastMessage } from './delete-message';
import { Refusal } from './errors';
import { requirePermission } from './permissions';
import { unsubscribe } from './subscriptions';
import { dropUpload } from './uploads';
import { raise, type World } from './world';

/** A person deletes a room. The only way of losing a room that raises `IPostRoomDeleted`. */
export function eraseRoom(world: World, room: RoomDoc, user: UserDoc): void {
    requirePermission(world, user, `delete-${room.t === 'l' ? 'c' : room.t}`, room._id);
    deleteRoom(world, room);
    raise(world, { name: 'IPostRoomDeleted', room });
}

/** Removes a room with its messages, files, subscriptions and discussions. Silent: no event for anything of it. */
export function deleteRoom(world: World, room: RoomDoc): void {
    const { rooms, subscriptions, tombstones } = world.store;
    for (const discussion of rooms.filter(({ prid }) => prid === room._id)) deleteRoom(world, discussion);
    removeMessages(world, room._id, () => true);
    const members = subscriptions.inRoom(room._id);
    for (const subscription of members) unsubscribe(world, subscription);
    rooms.remove(room._id);
    tombstones.put({
        _id: room._id,
        kind: 'room',
        rid: room._id,
        userIds: members.map(({ u }) => u._id),
        deletedAt: world.clock.now(),
    });
}

export interface CleanHistory {
    latest: Date;
    oldest: Date;
    inclusive: boolean;
    limit: number;
    excludePinned: boolean;
    ignoreDiscussion: boolean;
    ignoreThreads: boolean;
    filesOnly: boolean;
    /** Only messages of these users; everybody's when empty. */
    usernames: string[];
}

/**
 * Prunes a room's history and returns how many messages went. Silent: no event is raised, which is why anything that
 * keeps an index has to reconcile.
 */
export function cleanHistory(world: World, rid: string, user: UserDoc, options: CleanHistory): number {
    requirePermission(world, user, 'clean-channel-history', rid);
    const room = world.store.rooms.get(rid);
    if (!room) throw new Refusal('error-room-not-found', 'Room not found');
    const { inclusive, latest, oldest, limit, usernames } = options;
    let left = limit > 0 ? limit : Infinity;
    const fits = (message: MessageDoc): boolean => {
        const time = message.ts.getTime();
        const isInRange = inclusive
            ? time >= oldest.getTime() && time <= latest.getTime()
            : time > oldest.getTime() && time < latest.getTime();
        return (
            isInRange &&
            (usernames.length === 0 || usernames.includes(message.u.username)) &&
            !(options.excludePinned && message.pinned) &&
            !(options.ignoreDiscussion && message.drid) &&
            !(options.ignoreThreads && (message.tcount || message.tmid)) &&
            left-- > 0
        );
    };
    if (options.filesOnly) return removeFiles(world, rid, user, fits);
    const removed = removeMessages(world, rid, fits);
    for (const { drid } of removed) {
        const discussion = drid && !options.ignoreDiscussion ? world.store.rooms.get(drid) : undefined;
        if (discussion) deleteRoom(world, discussion);
    }
    world.store.rooms.update(rid, { msgs: Math.max(0, room.msgs - removed.length) });
    refreshLastMessage(world, rid);
    return removed.length;
}

/** Removes the room's messages that fit, with their files, and puts the threads they leave behind right. Silent. */
export function removeMessages(world: World, rid: string, fits: (message: MessageDoc) => boolean): MessageDoc[] {
    const { messages } = world.store;
    const removed = messages.removeFromRoom(rid, fits);
    for (const message of removed) {
        entomb(world, message);
        for (const file of message.files ?? []) dropUpload(world, file._id);
    }
    for (const tmid of new Set(removed.flatMap((message) => message.tmid ?? []))) uncountReply(world, tmid);
    return removed;
}

/** The `filesOnly` way: messages stay, their files are replaced by a notice. */
function removeFiles(world: World, rid: string, user: UserDoc, fits: (message: MessageDoc) => boolean): number {
    const withFiles = world.store.messages.inRoom(rid).filter((message) => message.files?.length && fits(message));
    for (const message of withFiles) {
        for (const file of message.files ?? []) dropUpload(world, file._id);
        world.store.messages.update(message._id, {
            file: undefined,
            files: undefined,
            attachments: [{ color: '#FD745E', text: `_File removed by prune (${user.username})_` }],
        });
    }
    return withFiles.length;
}
