import type { RoomDoc, UserDoc } from '../store/documents';
import { Refusal } from './errors';
import { hasPermission, requirePermission } from './permissions';
import { canRead } from './room-access';
import { subscribe, unsubscribe } from './subscriptions';
import { postSystemMessage } from './system-messages';
import { raise, type World } from './world';

/**
 * Makes the user a member: subscription, system message, and `IPostRoomUserJoined`. Like the product it starts the
 * subscription with one unread mention. False when the user is a member already; direct messages take no new ones.
 */
export function addToRoom(world: World, room: RoomDoc, user: UserDoc, inviter?: UserDoc): boolean {
    if (room.t === 'd') throw new Refusal('error-cant-invite-for-direct-room', "Can't invite user to direct rooms");
    if (world.store.subscriptions.of(room._id, user._id)) return false;
    subscribe(world, room, user, { open: true, alert: true, unread: 1, userMentions: 1 });
    countMembers(world, room);
    if (inviter) postSystemMessage(world, 'au', room, user.username, inviter);
    else postSystemMessage(world, room.teamMain ? 'ujt' : 'uj', room, user.username, user);
    raise(world, {
        name: 'IPostRoomUserJoined',
        room: world.store.rooms.get(room._id)!,
        joiningUser: user,
        ...(inviter && { inviter }),
    });
    return true;
}

/** Ends a membership. Raises `IPostRoomUserLeave`, which the caller waits for. */
export async function removeFromRoom(world: World, room: RoomDoc, user: UserDoc, removedBy?: UserDoc): Promise<void> {
    const subscription = world.store.subscriptions.of(room._id, user._id);
    if (!subscription) throw new Refusal('error-user-not-in-room', 'User is not in this room');
    if (subscription.roles?.includes('owner') && ownersOf(world, room._id).length === 1) {
        throw new Refusal(
            'error-you-are-last-owner',
            'You are the last owner. Please set new owner before leaving the room.',
        );
    }
    if (removedBy) postSystemMessage(world, 'ru', room, user.username, removedBy);
    else postSystemMessage(world, 'ul', room, user.username, user);
    unsubscribe(world, subscription);
    countMembers(world, room);
    await world.emit({
        name: 'IPostRoomUserLeave',
        room: world.store.rooms.get(room._id)!,
        leavingUser: user,
        ...(removedBy && { removedBy }),
    });
}

/** What happens to a new account: membership of all default channels, without an event. */
export function joinDefaultRooms(world: World, user: UserDoc): void {
    for (const room of world.store.rooms.filter((candidate) => candidate.default === true && !candidate.archived)) {
        if (world.store.subscriptions.of(room._id, user._id)) continue;
        subscribe(world, room, user, { open: true, alert: true, unread: 1, userMentions: 1 });
        countMembers(world, room);
        postSystemMessage(world, 'uj', room, user.username, user);
    }
}

/** A person joins a public channel. */
export function join(world: World, room: RoomDoc, user: UserDoc): void {
    if (room.t !== 'c' || !canRead(world, room, user)) throw new Refusal('error-not-allowed', 'Not allowed');
    addToRoom(world, room, user);
}

/** A person leaves a channel or private group. */
export async function leave(world: World, room: RoomDoc, user: UserDoc): Promise<void> {
    if (room.t === 'd') throw new Refusal('error-not-allowed', 'Not allowed');
    requirePermission(world, user, room.t === 'c' ? 'leave-c' : 'leave-p');
    await removeFromRoom(world, room, user);
}

/** A person adds another. Members need the permission in the room; others the one for rooms they are not in. */
export function invite(world: World, room: RoomDoc, inviter: UserDoc, user: UserDoc): void {
    const isMember = world.store.subscriptions.of(room._id, inviter._id) !== undefined;
    const anywhere = room.t === 'c' ? 'add-user-to-any-c-room' : 'add-user-to-any-p-room';
    const may =
        (isMember && hasPermission(world, inviter, 'add-user-to-joined-room', room._id)) ||
        hasPermission(world, inviter, anywhere);
    if (!may) throw new Refusal('error-not-allowed', 'Not allowed');
    addToRoom(world, room, user, inviter);
}

/** A person removes another. */
export async function kick(world: World, room: RoomDoc, remover: UserDoc, user: UserDoc): Promise<void> {
    requirePermission(world, remover, 'remove-user', room._id);
    await removeFromRoom(world, room, user, remover);
}

const ownersOf = (world: World, rid: string): string[] =>
    world.store.subscriptions.inRoom(rid).flatMap(({ roles, u }) => (roles?.includes('owner') ? [u._id] : []));

function countMembers(world: World, room: RoomDoc): void {
    world.store.rooms.update(room._id, { usersCount: world.store.subscriptions.inRoom(room._id).length });
}
