import type { MessageDoc, RoomDoc, SubscriptionDoc } from '../store/documents';
import { countingMode } from '../server/counters';
import { calledBy } from '../server/mentions';
import type { World } from '../server/world';
import { readKey, type Seeding } from './seeding';

/** A subscription while its counters are worked out. */
interface Reader {
    subscription: SubscriptionDoc;
    /** Everything later is unread. */
    since: number;
    counts: Pick<SubscriptionDoc, 'alert' | 'unread' | 'userMentions' | 'groupMentions'>;
    tunread: Set<string>;
    tunreadUser: Set<string>;
    tunreadGroup: Set<string>;
    highlights: string[];
}

/**
 * Gives rooms, threads and subscriptions the counters they would have had the seeded messages really been sent: what
 * came after a member's last visit is unread, threads they follow included.
 */
export function settle({ world, rooms, reads }: Seeding): void {
    for (const { _id } of rooms.values()) {
        const room = world.store.rooms.get(_id)!;
        const readers = new Map(
            world.store.subscriptions
                .inRoom(_id)
                .map((subscription) => [subscription.u._id, readerOf(world, subscription, reads)]),
        );
        settleThreads(world, room, readers);
        settleMentions(world, room, readers);
        settleRoom(world, room, readers);
        for (const reader of readers.values()) store(world, reader, reads);
    }
}

function readerOf(world: World, subscription: SubscriptionDoc, reads: Seeding['reads']): Reader {
    const read = reads.get(readKey(subscription.rid, subscription.u._id));
    const highlights = world.store.users.get(subscription.u._id)?.settings?.preferences?.highlights ?? [];
    return {
        subscription,
        since: read?.ts.getTime() ?? -Infinity,
        counts: { alert: false, unread: 0, userMentions: 0, groupMentions: 0 },
        tunread: new Set(read?.tunread),
        tunreadUser: new Set(),
        tunreadGroup: new Set(),
        highlights: highlights.map((word) => word.toLowerCase()),
    };
}

function settleThreads(world: World, room: RoomDoc, readers: Map<string, Reader>): void {
    const { messages } = world.store;
    const followers = new Map<string, Set<string>>();
    for (const reply of messages.inRoom(room._id)) {
        if (!reply.tmid || reply._hidden) continue;
        const root = messages.get(reply.tmid)!;
        if (!followers.has(root._id)) followers.set(root._id, new Set([root.u._id, ...(root.replies ?? [])]));
        const following = followers.get(root._id)!;
        const { userIds, toAll, toHere } = calledBy(world, reply);
        for (const userId of [reply.u._id, ...userIds]) following.add(userId);
        for (const userId of following) {
            const reader = readers.get(userId);
            if (!reader || userId === reply.u._id || reply.ts.getTime() <= reader.since) continue;
            reader.counts.alert = true;
            reader.tunread.add(root._id);
            if (userIds.includes(userId)) reader.tunreadUser.add(root._id);
            else if (toAll || toHere) reader.tunreadGroup.add(root._id);
        }
    }
    for (const [rootId, following] of followers) {
        const shown = messages.replies(rootId).filter(({ _hidden }) => !_hidden);
        const tlm = shown.at(-1)!.ts;
        messages.update(rootId, { replies: [...following], tcount: shown.length, tlm, _updatedAt: tlm });
    }
}

function settleMentions(world: World, room: RoomDoc, readers: Map<string, Reader>): void {
    const { countsAll, countsUsers, countsGroups } = countingMode(world, room);
    const highlighting = [...readers.values()].filter(({ highlights }) => highlights.length > 0);
    for (const message of world.store.messages.inRoom(room._id)) {
        if (message.tmid || message._hidden || message.t) continue;
        const time = message.ts.getTime();
        const { userIds, toAll, toHere } = calledBy(world, message);
        const called = new Set(userIds);
        const text = highlighting.length > 0 ? message.msg.toLowerCase() : '';
        for (const { subscription, highlights } of highlighting) {
            const { _id } = subscription.u;
            if (_id !== message.u._id && highlights.some((word) => text.includes(word))) called.add(_id);
        }
        const callsGroup = toAll || toHere;
        for (const userId of called) {
            const reader = readers.get(userId);
            if (!reader || time <= reader.since) continue;
            reader.counts.userMentions += 1;
            if (countsUsers) reader.counts.unread += 1;
        }
        const countsForOthers = (called.size === 0 && callsGroup) || (!callsGroup && countsAll);
        if (!countsForOthers) continue;
        for (const [userId, { since, counts }] of readers) {
            if (userId === message.u._id || called.has(userId) || time <= since) continue;
            if (callsGroup) counts.groupMentions += 1;
            if (!callsGroup || countsGroups) counts.unread += 1;
        }
    }
}

function settleRoom(world: World, room: RoomDoc, readers: Map<string, Reader>): void {
    const timeline = world.store.messages.inRoom(room._id);
    const isMain = ({ tmid, tshow, _hidden, t }: MessageDoc): boolean => (!tmid || tshow === true) && !_hidden && !t;
    const last = timeline.findLast(isMain);
    const lastByAnother = timeline.findLast((message) => isMain(message) && message.u._id !== last?.u._id);
    for (const [userId, { since, counts }] of readers) {
        const lastOfOthers = userId === last?.u._id ? lastByAnother : last;
        if (lastOfOthers && lastOfOthers.ts.getTime() > since) counts.alert = true;
    }
    const first = timeline[0];
    const ts = first && first.ts < room.ts ? first.ts : room.ts;
    world.store.rooms.update(room._id, {
        ts,
        msgs: timeline.length,
        ...(last && { lm: last.ts, lastMessage: world.store.messages.get(last._id) }),
        _updatedAt: last?.ts ?? ts,
    });
}

function store(world: World, reader: Reader, reads: Seeding['reads']): void {
    const { subscription, counts, tunread, tunreadUser, tunreadGroup } = reader;
    const read = reads.get(readKey(subscription.rid, subscription.u._id));
    world.store.subscriptions.update(subscription._id, {
        ...counts,
        ...(tunread.size > 0 && { alert: true }),
        tunread: [...tunread],
        tunreadUser: [...tunreadUser],
        tunreadGroup: [...tunreadGroup],
        ...(read && { ls: read.ts }),
    });
}
