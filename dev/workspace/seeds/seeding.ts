import type { RoomDoc, SubscriptionDoc, UserDoc } from '../store/documents';
import type { World } from '../server/world';

/** What the lines so far have named. */
export interface Seeding {
    world: World;
    /** Rooms by the names the seed uses; direct messages have no other. */
    rooms: Map<string, RoomDoc>;
    /** Up to when each member has read each room. */
    reads: Map<string, { ts: Date; tunread: string[] }>;
}

export const readKey = (rid: string, userId: string): string => `${rid} ${userId}`;

export function membership({ world, rooms }: Seeding, username: string, roomName: string): SubscriptionDoc {
    const room = requireSeedRoom(rooms, roomName);
    const user = requireSeedUser(world, username);
    const subscription = world.store.subscriptions.of(room._id, user._id);
    if (!subscription) throw new Error(`${username} is not a member of ${roomName}`);
    return subscription;
}

export function requireSeedUser(world: World, username: string): UserDoc {
    const user = world.store.users.byUsername(username);
    if (!user) throw new Error(`unknown user "${username}"`);
    return user;
}

export function requireSeedRoom(rooms: Seeding['rooms'], name: string): RoomDoc {
    const room = rooms.get(name);
    if (!room) throw new Error(`unknown room "${name}"`);
    return room;
}

export function dateOf(text: string, field: string): Date {
    const date = new Date(text);
    if (Number.isNaN(date.getTime())) throw new Error(`"${field}" is not a date: ${text}`);
    return date;
}
