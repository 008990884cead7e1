import type { RoomDoc, UserDoc } from '../store/documents';
import { Refusal } from '../server/errors';
import { canRead } from '../server/room-access';
import type { World } from '../server/world';
import { text } from './parameters';

type Values = Record<string, unknown>;

/** The user that `userId` or `username` names. Throws the product's refusals. */
export function findUser(world: World, values: Values): UserDoc {
    const userId = text(values, 'userId');
    const username = text(values, 'username') ?? text(values, 'user');
    if (!userId && !username) {
        throw new Refusal(
            'error-user-param-not-provided',
            'The required "userId" or "username" param was not provided',
        );
    }
    const user = userId ? world.store.users.get(userId) : world.store.users.byUsername(username!);
    if (!user)
        throw new Refusal(
            'error-invalid-user',
            'The required "userId" or "username" param provided does not match any users',
        );
    return user;
}

const KINDS = { c: 'channel', p: 'group', d: 'direct message' };

/**
 * The room of a kind that `roomId` or `roomName` names. A room the user may not read is answered like one that does
 * not exist; `writable` refuses archived ones too.
 */
export function findRoom(
    world: World,
    user: UserDoc,
    values: Values,
    kind: keyof typeof KINDS,
    { writable = false }: { writable?: boolean } = {},
): RoomDoc {
    const room = roomNamed(world, values);
    if (!room || room.t !== kind || !canRead(world, room, user)) {
        throw new Refusal(
            'error-room-not-found',
            `The required "roomId" or "roomName" param provided does not match any ${KINDS[kind]}`,
        );
    }
    if (writable && room.archived) {
        throw new Refusal('error-room-archived', `The ${KINDS[kind]}, ${room.name}, is archived`);
    }
    return room;
}

/** The room that `roomId` or `roomName` names, whoever may read it. */
export function roomNamed(world: World, values: Values): RoomDoc | undefined {
    const roomId = text(values, 'roomId');
    const roomName = text(values, 'roomName');
    if (!roomId && !roomName) {
        throw new Refusal('error-room-param-not-provided', 'The parameter "roomId" or "roomName" is required');
    }
    return roomId ? world.store.rooms.get(roomId) : world.store.rooms.byName(roomName!.replace(/^#/, ''));
}
