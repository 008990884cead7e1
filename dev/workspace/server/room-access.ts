import type { RoomDoc, UserDoc } from '../store/documents';
import { Refusal } from './errors';
import { hasPermission } from './permissions';
import type { World } from './world';

/**
 * Whether the user may read the room: members may; public channels are open to whoever may view channels, except
 * those of a private team; a discussion is open to whoever may read its parent.
 */
export function canRead(world: World, room: RoomDoc, user: UserDoc): boolean {
    if (world.store.subscriptions.of(room._id, user._id)) return true;
    if (room.t === 'c' && hasPermission(world, user, 'view-c-room') && isOpenTeam(world, room, user)) return true;
    const parent = room.prid ? world.store.rooms.get(room.prid) : undefined;
    return parent !== undefined && canRead(world, parent, user);
}

function isOpenTeam(world: World, room: RoomDoc, user: UserDoc): boolean {
    const team = room.teamId ? world.store.teams.get(room.teamId) : undefined;
    return !team || team.type === 0 || team.memberIds.includes(user._id);
}

/** The room, if it exists and the user may read it; otherwise throws what the product's methods throw. */
export function requireReadable(world: World, rid: string, user: UserDoc): RoomDoc {
    const room = world.store.rooms.get(rid);
    if (!room) throw new Refusal('error-invalid-room', 'Invalid room');
    if (!canRead(world, room, user)) throw new Refusal('error-not-allowed', 'Not allowed');
    return room;
}

/**
 * The room, if the user may post there. Apps' own users need no access; archived, read-only and muted are refused for
 * all. The codes are the ones clients translate.
 */
export function requireWritable(world: World, rid: string, user: UserDoc): RoomDoc {
    const room = world.store.rooms.get(rid);
    if (!room) throw new Refusal('error-invalid-room');
    if (room.archived) throw new Refusal('room_is_archived');
    if (user.type !== 'app' && !canRead(world, room, user)) throw new Refusal('error-not-allowed');
    requireVoice(world, room, user);
    return room;
}

/** Throws when the room is read-only for the user or the user is muted in it. */
export function requireVoice(world: World, room: RoomDoc, user: UserDoc): void {
    if (room.ro && !hasPermission(world, user, 'post-readonly', room._id)) {
        throw new Refusal("You can't send messages because the room is readonly.");
    }
    if (room.muted?.includes(user.username)) throw new Refusal('You_have_been_muted');
}
