import type { MessageDoc, UserDoc } from '../store/documents';
import { uncountReply } from './counters';
import { Refusal } from './errors';
import { hasPermission } from './permissions';
import { canRead } from './room-access';
import { setting } from './settings';
import { keepVersion } from './update-message';
import { dropUpload } from './uploads';
import { raise, type World } from './world';

/**
 * Deletes a message: no permission check. It goes for good, unless `Message_KeepHistory` hides it,
 * `Message_ShowDeletedStatus` leaves a marker (`t: 'rm'`), or it is the root of a thread, which always leaves both.
 * Raises `IPostMessageDeleted` with the message as it was.
 */
export function deleteMessage(world: World, messageId: string, user: UserDoc): void {
    const { messages, rooms } = world.store;
    const message = messages.get(messageId);
    if (!message) throw new Refusal('error-invalid-message', 'Invalid message');
    const isRoot = (message.tcount ?? 0) > 0;
    const keepsHistory = isRoot || setting<boolean>(world, 'Message_KeepHistory');
    const leavesMarker = isRoot || setting<boolean>(world, 'Message_ShowDeletedStatus');

    if (keepsHistory && leavesMarker) keepVersion(world, message);
    if (leavesMarker) markDeleted(world, message, user);
    else if (keepsHistory) messages.update(messageId, { _hidden: true });
    else messages.remove(messageId);
    if (!keepsHistory) for (const file of message.files ?? []) dropUpload(world, file._id);
    if (!leavesMarker) entomb(world, message);

    if (message.tmid) uncountReply(world, message.tmid);
    const room = rooms.get(message.rid);
    if (room) rooms.update(room._id, { msgs: Math.max(0, room.msgs - 1) });
    if (room?.lastMessage?._id === messageId) refreshLastMessage(world, message.rid);
    raise(world, { name: 'IPostMessageDeleted', message, user });
}

/** A deletion by a person: own messages, or anyone's with the permission, within the time limit. */
export function deleteAsPerson(world: World, user: UserDoc, messageId: string): void {
    const message = world.store.messages.get(messageId);
    const room = message && world.store.rooms.get(message.rid);
    if (!message || !room || !canRead(world, room, user) || !mayDelete(world, user, message)) {
        throw new Refusal('error-action-not-allowed', 'Not allowed');
    }
    deleteMessage(world, messageId, user);
}

/** What is left for clients of a message that went: its id and when. */
export function entomb(world: World, message: MessageDoc): void {
    const deletedAt = world.clock.now();
    world.store.tombstones.put({ _id: message._id, kind: 'message', rid: message.rid, deletedAt });
}

/** Makes the newest visible untyped message the room's last one. */
export function refreshLastMessage(world: World, rid: string): void {
    const last = world.store.messages
        .inRoom(rid)
        .findLast(({ t, _hidden, tmid, tshow }) => !t && !_hidden && (!tmid || tshow));
    world.store.rooms.update(rid, { lastMessage: last });
}

function mayDelete(world: World, user: UserDoc, message: MessageDoc): boolean {
    if (hasPermission(world, user, 'force-delete-message', message.rid)) return true;
    if (!setting<boolean>(world, 'Message_AllowDeleting')) return false;
    const isOwn = message.u._id === user._id && hasPermission(world, user, 'delete-own-message', message.rid);
    if (!isOwn && !hasPermission(world, user, 'delete-message', message.rid)) return false;
    const limit = setting<number>(world, 'Message_AllowDeleting_BlockDeleteInMinutes');
    return limit === 0 || world.clock.now().getTime() - message.ts.getTime() <= limit * 60_000;
}

function markDeleted(world: World, message: MessageDoc, user: UserDoc): void {
    world.store.messages.update(message._id, {
        msg: '',
        t: 'rm',
        urls: [],
        mentions: [],
        attachments: [],
        reactions: {},
        file: undefined,
        files: undefined,
        blocks: undefined,
        editedAt: world.clock.now(),
        editedBy: { _id: user._id, username: user.username },
    });
}
