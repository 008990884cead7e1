import type { MessageDoc, RoomDoc, UserDoc } from '../store/documents';
import { randomId } from './ids';
import { raise, type World } from './world';

/**
 * Posts a system message (`t`), as the message service does: no counters but the room's, no unread marks, and
 * `IPostSystemMessageSent` instead of `IPostMessageSent`.
 */
export function postSystemMessage(
    world: World,
    type: string,
    room: RoomDoc,
    text: string,
    author: UserDoc,
    extra: Partial<MessageDoc> = {},
): MessageDoc {
    const now = world.clock.now();
    const message = world.store.messages.insert({
        _id: randomId(),
        t: type,
        rid: room._id,
        ts: now,
        msg: text,
        u: { _id: author._id, username: author.username, name: author.name },
        groupable: false,
        _updatedAt: now,
        ...extra,
    });
    world.store.rooms.update(room._id, { msgs: (world.store.rooms.get(room._id)?.msgs ?? 0) + 1 });
    raise(world, { name: 'IPostSystemMessageSent', message });
    return message;
}
