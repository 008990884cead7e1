import type { MessageDoc, RoomDoc, SubscriptionDoc, UserDoc } from '../store/documents';
import { firstAtOrAfter } from '../store/timeline';
import { Refusal } from './errors';
import { randomId } from './ids';
import type { World } from './world';

/** Subscribes the user, with `extra` over the product's defaults. */
export function subscribe(
    world: World,
    room: RoomDoc,
    user: UserDoc,
    extra: Partial<SubscriptionDoc> = {},
): SubscriptionDoc {
    const now = world.clock.now();
    return world.store.subscriptions.insert({
        _id: randomId(),
        rid: room._id,
        t: room.t,
        name: room.name ?? '',
        ...(room.fname !== undefined && { fname: room.fname }),
        u: { _id: user._id, username: user.username, name: user.name },
        ts: now,
        open: false,
        alert: false,
        unread: 0,
        userMentions: 0,
        groupMentions: 0,
        tunread: [],
        tunreadUser: [],
        tunreadGroup: [],
        ...(room.prid !== undefined && { prid: room.prid }),
        ...(room.teamId !== undefined && { teamId: room.teamId }),
        ...(room.teamMain !== undefined && { teamMain: room.teamMain }),
        _updatedAt: now,
        ...extra,
    });
}

/** Ends a subscription and leaves a tombstone for the user's clients. */
export function unsubscribe(world: World, subscription: SubscriptionDoc): void {
    world.store.subscriptions.remove(subscription._id);
    world.store.tombstones.put({
        _id: subscription._id,
        kind: 'subscription',
        rid: subscription.rid,
        userIds: [subscription.u._id],
        deletedAt: world.clock.now(),
    });
}

/** Reads the room up to now. Unread threads stay unread (and keep the alert) unless `readThreads`. */
export function markRead(world: World, rid: string, userId: string, readThreads = false): void {
    const subscription = world.store.subscriptions.of(rid, userId);
    if (!subscription) throw new Refusal('error-invalid-subscription');
    world.store.subscriptions.update(subscription._id, {
        open: true,
        ls: world.clock.now(),
        unread: 0,
        userMentions: 0,
        groupMentions: 0,
        alert: subscription.alert && !readThreads && subscription.tunread.length > 0,
        ...(readThreads && { tunread: [], tunreadUser: [], tunreadGroup: [] }),
    });
}

/** Marks the room unread from the given message on, or from its newest message by somebody else. */
export function markUnread(world: World, user: UserDoc, from: { rid: string } | { messageId: string }): void {
    const first = 'rid' in from ? lastOfOthers(world, from.rid, user) : world.store.messages.get(from.messageId);
    if (!first) throw new Refusal('error-no-message-for-unread', 'There are no messages to mark unread');
    if (first.u._id === user._id) throw new Refusal('error-action-not-allowed', 'Not allowed');
    const subscription = world.store.subscriptions.of(first.rid, user._id);
    if (!subscription) throw new Refusal('error-invalid-subscription', 'Invalid subscription');
    const seen = subscription.ls;
    if (!('rid' in from) && seen && first.ts >= seen) return;
    world.store.subscriptions.update(subscription._id, {
        open: true,
        alert: true,
        ls: new Date(first.ts.getTime() - 1),
    });
}

function lastOfOthers(world: World, rid: string, user: UserDoc): MessageDoc | undefined {
    return world.store.messages.inRoom(rid).findLast((message) => isVisible(message) && message.u._id !== user._id);
}

/** A thread was opened: it is no longer among the unread ones; the alert goes with the last of them. */
export function markThreadRead(world: World, rid: string, userId: string, tmid: string): void {
    const subscription = world.store.subscriptions.of(rid, userId);
    if (!subscription) return;
    const without = (list: string[]): string[] => list.filter((id) => id !== tmid);
    const wasTheOnly = subscription.tunread.length === 1 && subscription.tunread[0] === tmid;
    world.store.subscriptions.update(subscription._id, {
        tunread: without(subscription.tunread),
        tunreadUser: without(subscription.tunreadUser),
        tunreadGroup: without(subscription.tunreadGroup),
        ...(wasTheOnly && { alert: false }),
    });
}

/** `ls < ts < now`, every type, hidden ones left out; none when the room was never read. Throws without a subscription. */
export function unreadMessages(world: World, rid: string, userId: string): MessageDoc[] {
    const subscription = world.store.subscriptions.of(rid, userId);
    if (!subscription) throw new Refusal('User not subscribed to room');
    const { ls } = subscription;
    if (!ls) return [];
    const timeline = world.store.messages.inRoom(rid);
    const now = world.clock.now();
    return timeline
        .slice(firstAtOrAfter(timeline as MessageDoc[], ls))
        .filter((message) => message.ts > ls && message.ts < now && isVisible(message));
}

const isVisible = (message: MessageDoc): boolean => message._hidden !== true;
