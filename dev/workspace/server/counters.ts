import type { MessageDoc, RoomDoc, SubscriptionDoc } from '../store/documents';
import { calledBy, highlightedBy } from './mentions';
import { setting } from './settings';
import type { World } from './world';

/**
 * What a new message does to its room and to the subscriptions of the room's members. A reply counts as a message of
 * the room but is otherwise the thread's business, unless it was also sent to the channel.
 */
export function countMessage(world: World, message: MessageDoc, room: RoomDoc): void {
    const { rooms } = world.store;
    const msgs = (rooms.get(room._id)?.msgs ?? 0) + 1;
    if (message.tmid && !message.tshow) {
        rooms.update(room._id, { msgs });
        return;
    }
    const lastMessage = setting<boolean>(world, 'Store_Last_Message') ? { lastMessage: message } : {};
    rooms.update(room._id, { msgs, lm: message.ts, ...lastMessage });
    countUnread(world, message, room);
}

function countUnread(world: World, message: MessageDoc, room: RoomDoc): void {
    const { countsAll, countsUsers, countsGroups } = countingMode(world, room);
    const { userIds, toAll, toHere } = calledBy(world, message);
    const called = new Set([...userIds, ...highlightedBy(world, message)]);
    const callsGroup = toAll || toHere;

    for (const subscription of othersIn(world, message)) {
        const changes: Partial<SubscriptionDoc> = { alert: true, open: true };
        if (!message.tmid) {
            // Mentions of people take precedence: then nobody's group mentions are counted.
            if (called.has(subscription.u._id)) {
                changes.userMentions = subscription.userMentions + 1;
                if (countsUsers) changes.unread = subscription.unread + 1;
            } else if (called.size === 0 && callsGroup) {
                changes.groupMentions = subscription.groupMentions + 1;
                if (countsGroups) changes.unread = subscription.unread + 1;
            } else if (!callsGroup && countsAll) {
                changes.unread = subscription.unread + 1;
            }
        }
        world.store.subscriptions.update(subscription._id, changes);
    }
}

/** What adds to `unread` in a room: every message, mentions of people, calls to all. Two settings decide. */
export function countingMode(
    world: World,
    { t }: RoomDoc,
): { countsAll: boolean; countsUsers: boolean; countsGroups: boolean } {
    const mode = setting<string>(world, t === 'd' ? 'Unread_Count_DM' : 'Unread_Count');
    const countsAll = mode === 'all_messages';
    return {
        countsAll,
        countsUsers: t === 'd' || countsAll || mode.startsWith('user_'),
        countsGroups: t === 'd' || countsAll || mode.includes('group_'),
    };
}

/**
 * What a new reply does to its thread's root and to the followers' subscriptions: the root counts it, its author and
 * everyone mentioned follow from now on, and followers have the thread among their unread ones.
 */
export function countReply(world: World, reply: MessageDoc, root: MessageDoc, room: RoomDoc): void {
    const { messages, subscriptions } = world.store;
    const { userIds: mentioned, toAll, toHere } = calledBy(world, reply);
    const isFirst = !root.tcount;
    const notified = [
        ...(isFirst ? [root.u._id] : (root.replies ?? [])),
        ...(isFirst && room.t === 'd' ? (room.uids ?? []) : []),
        ...mentioned,
    ];
    const starters = root.replies?.length ? [reply.u._id] : [root.u._id, reply.u._id];
    const replies = [...new Set([...(root.replies ?? []), ...notified, ...starters])];
    messages.update(root._id, { replies, tlm: reply.ts, tcount: (root.tcount ?? 0) + 1 });

    const highlighted = highlightedBy(world, reply);
    const directly = new Set([...mentioned, ...highlighted]);
    for (const subscription of subscriptions.inRoom(reply.rid)) {
        const userId = subscription.u._id;
        const isAuthor = userId === reply.u._id;
        const follows = replies.includes(userId);
        if (!follows && !directly.has(userId)) continue;
        const mark = (list: string[]): string[] => (list.includes(root._id) ? list : [...list, root._id]);
        const changes: Partial<SubscriptionDoc> = { open: true };
        if (follows) changes.lr = world.clock.now();
        if (!isAuthor) {
            changes.alert = true;
            changes.tunread = mark(subscription.tunread);
            if (directly.has(userId)) changes.tunreadUser = mark(subscription.tunreadUser);
            else if (toAll || toHere) changes.tunreadGroup = mark(subscription.tunreadGroup);
        }
        subscriptions.update(subscription._id, changes);
    }
}

/** The root after one of its replies went: counts again, and is no thread any more when it was the last. */
export function uncountReply(world: World, tmid: string): void {
    const { messages } = world.store;
    const left = messages.replies(tmid).filter(({ _hidden, t }) => !_hidden && t !== 'rm');
    const last = left.at(-1);
    messages.update(
        tmid,
        last ? { tcount: left.length, tlm: last.ts } : { tcount: undefined, tlm: undefined, replies: undefined },
    );
}

function othersIn(world: World, message: MessageDoc): SubscriptionDoc[] {
    return world.store.subscriptions.inRoom(message.rid).filter(({ u }) => u._id !== message.u._id);
}
