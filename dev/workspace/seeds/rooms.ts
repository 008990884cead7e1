import type { RoomDoc, UserDoc } from '../store/documents';
import { directRoomId, subscribeDirect } from '../server/create-room';
import { randomId } from '../server/ids';
import { subscribe } from '../server/subscriptions';
import type { World } from '../server/world';
import type { SeedRoom } from './format';
import { dateOf, requireSeedRoom, requireSeedUser, type Seeding } from './seeding';

const VALID_NAME = /^[\p{L}\p{N}\-_.]+$/u;

/** Inserts a room with its members. A room called `general` gets the id the product gives that one. */
export function insertSeedRoom({ world, rooms }: Seeding, seed: SeedRoom): void {
    if (!['c', 'p', 'd'].includes(seed.type)) throw new Error(`"room.type" must be c, p or d, not "${seed.type}"`);
    if (rooms.has(seed.name)) throw new Error(`there is a room "${seed.name}" already`);
    const members = [...new Set(seed.members)].map((username) => requireSeedUser(world, username));
    if (members.length === 0) throw new Error(`room "${seed.name}" has no members`);
    const room = seed.type === 'd' ? directRoom(world, seed, members) : namedRoom(world, rooms, seed, members);
    rooms.set(seed.name, room);
}

function directRoom(world: World, seed: SeedRoom, members: UserDoc[]): RoomDoc {
    const room = world.store.rooms.insert({
        ...basics(world, seed, members),
        _id: directRoomId(members.map(({ _id }) => _id)),
        uids: members.map(({ _id }) => _id),
        usernames: members.map(({ username }) => username),
        ...seed.fields,
    });
    subscribeDirect(world, room, members, () => true);
    return room;
}

function namedRoom(world: World, rooms: Seeding['rooms'], seed: SeedRoom, members: UserDoc[]): RoomDoc {
    if (!VALID_NAME.test(seed.name)) throw new Error(`"${seed.name}" is not a valid room name`);
    const { topic, announcement, description, archived, encrypted } = seed;
    const optional = { topic, announcement, description, archived, encrypted };
    const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
    const parent = seed.parent === undefined ? undefined : requireSeedRoom(rooms, seed.parent);
    const room = world.store.rooms.insert({
        ...basics(world, seed, members),
        _id: seed.name === 'general' ? 'GENERAL' : randomId(),
        name: seed.name,
        fname: seed.displayName ?? seed.name,
        ro: seed.readOnly ?? false,
        default: false,
        sysMes: true,
        ...given,
        ...(parent && { prid: parent._id }),
        ...(seed.teamMain && { teamMain: true, teamId: randomId() }),
        ...seed.fields,
    });
    if (seed.teamMain) insertTeam(world, seed, room, members);
    for (const member of members) {
        const asOwner = member._id === room.u?._id ? { roles: ['owner'] } : {};
        subscribe(world, room, member, {
            open: true,
            ts: room.ts,
            ...(archived && { archived, open: false }),
            ...asOwner,
        });
    }
    return room;
}

function basics(world: World, seed: SeedRoom, members: UserDoc[]): Omit<RoomDoc, '_id'> {
    const owner = seed.owner === undefined ? members[0]! : requireSeedUser(world, seed.owner);
    const ts = seed.createdAt === undefined ? world.clock.now() : dateOf(seed.createdAt, 'createdAt');
    return {
        t: seed.type,
        u: { _id: owner._id, username: owner.username, name: owner.name },
        usersCount: members.length,
        msgs: 0,
        ts,
        _updatedAt: ts,
    };
}

function insertTeam(world: World, seed: SeedRoom, room: RoomDoc, members: UserDoc[]): void {
    world.store.teams.insert({
        _id: room.teamId!,
        name: typeof seed.teamMain === 'string' ? seed.teamMain : seed.name,
        type: seed.type === 'c' ? 0 : 1,
        roomId: room._id,
        memberIds: members.map(({ _id }) => _id),
        createdAt: room.ts,
        createdBy: room.u!,
        _updatedAt: room.ts,
    });
}
