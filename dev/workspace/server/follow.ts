import type { UserDoc } from '../store/documents';
import { Refusal } from './errors';
import { requireReadable } from './room-access';
import { markThreadRead } from './subscriptions';
import type { World } from './world';

/** Follows or unfollows a thread. Raises `IPostMessageFollowed`, which the caller waits for. */
export async function follow(world: World, user: UserDoc, messageId: string, isFollowed: boolean): Promise<void> {
    const { messages } = world.store;
    const message = messages.get(messageId);
    if (!message) throw new Refusal('error-invalid-message', 'Invalid message');
    requireReadable(world, message.rid, user);
    const rootId = message.tmid ?? message._id;
    const others = (messages.get(rootId)?.replies ?? []).filter((id) => id !== user._id);
    if (!isFollowed) markThreadRead(world, message.rid, user._id, rootId);
    messages.update(rootId, { replies: isFollowed ? [...others, user._id] : others });
    await world.emit({ name: 'IPostMessageFollowed', message: messages.get(rootId) ?? message, user, isFollowed });
}
