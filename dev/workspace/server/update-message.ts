import type { MessageDoc, UserDoc } from '../store/documents';
import { Refusal } from './errors';
import { randomId } from './ids';
import { parseText } from './mentions';
import { hasPermission } from './permissions';
import { requireReadable } from './room-access';
import { setting } from './settings';
import { raise, type World } from './world';

/**
 * Changes a message and marks it as edited by `editor`: no permission check, no time limit. Mentions, channels and
 * links are parsed anew; counters stay. Raises `IPostMessageUpdated`.
 */
export function updateMessage(
    world: World,
    messageId: string,
    changes: Partial<MessageDoc>,
    editor: UserDoc,
): MessageDoc {
    const { messages, rooms } = world.store;
    const original = messages.get(messageId);
    if (!original) throw new Refusal('error-invalid-message', 'Invalid message');
    if (setting<boolean>(world, 'Message_KeepHistory')) keepVersion(world, original);
    const { _id, rid, u, ...editable } = changes;
    const parsed =
        changes.msg === undefined
            ? {}
            : { mentions: undefined, channels: undefined, urls: undefined, ...parseText(world, changes.msg) };
    const message = messages.update(messageId, {
        ...editable,
        ...parsed,
        editedAt: world.clock.now(),
        editedBy: { _id: editor._id, username: editor.username },
    })!;
    const room = rooms.get(message.rid);
    if (room?.lastMessage?._id === messageId) rooms.update(room._id, { lastMessage: message });
    raise(world, { name: 'IPostMessageUpdated', message });
    return message;
}

/** An edit by a person: their own message, or anyone's with the permission; within the time limit, in a room they may read. */
export function editMessage(world: World, user: UserDoc, messageId: string, changes: Partial<MessageDoc>): MessageDoc {
    const original = world.store.messages.get(messageId);
    if (!original) throw new Refusal('error-invalid-message', 'Invalid message');
    requireReadable(world, original.rid, user);
    const mayEditOthers = hasPermission(world, user, 'edit-message', original.rid);
    const isOwn = original.u._id === user._id;
    if (!mayEditOthers && !(isOwn && setting<boolean>(world, 'Message_AllowEditing'))) {
        throw new Refusal('error-action-not-allowed', 'Message editing not allowed');
    }
    const limit = setting<number>(world, 'Message_AllowEditing_BlockEditInMinutes');
    const age = world.clock.now().getTime() - original.ts.getTime();
    if (limit > 0 && age > limit * 60_000 && !mayEditOthers) {
        throw new Refusal('error-message-editing-blocked', 'Message editing is blocked');
    }
    if ((changes.msg?.length ?? 0) > setting<number>(world, 'Message_MaxAllowedSize')) {
        throw new Refusal('error-message-size-exceeded', 'Message size exceeds Message_MaxAllowedSize');
    }
    return updateMessage(world, messageId, changes, user);
}

/** Keeps a hidden copy of a message's present state under a new id. */
export function keepVersion(world: World, message: MessageDoc): void {
    world.store.messages.insert({ ...message, _id: randomId(), parent: message._id, _hidden: true });
}
