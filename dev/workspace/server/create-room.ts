import type { CreateRoomInput } from '../ports';
import type { MessageDoc, RoomDoc, UserDoc } from '../store/documents';
import { Refusal } from './errors';
import { randomId } from './ids';
import { requirePermission } from './permissions';
import { requireReadable } from './room-access';
import { sendMessage } from './send-message';
import { setting } from './settings';
import { subscribe } from './subscriptions';
import { raise, type World } from './world';

const VALID_NAME = /^[0-9a-zA-Z\-_.]+$/;
const MAX_DIRECT_USERS = 8;

/** Creates what `input` describes, with the checks the product makes for `creator`. Raises `IPostRoomCreate`. */
export function createRoom(world: World, creator: UserDoc, input: CreateRoomInput, usernames: string[]): RoomDoc {
    if (input.t === 'd') return createDirectRoom(world, creator, usernames);
    if (input.prid) return createDiscussion(world, creator, input, usernames);
    requirePermission(world, creator, input.t === 'c' ? 'create-c' : 'create-p');
    const name = input.name?.trim() ?? '';
    if (!VALID_NAME.test(name)) throw new Refusal('error-invalid-name', `${name} is not a valid room name`);
    if (world.store.rooms.byName(name)) {
        throw new Refusal('error-duplicate-channel-name', `A channel with name '${name}' exists`);
    }
    return insertRoom(world, creator, { ...input, name, fname: input.fname ?? name }, usernames);
}

/** The direct message room of exactly these people (the creator included); made when there is none yet. */
export function createDirectRoom(world: World, creator: UserDoc, usernames: string[]): RoomDoc {
    const { store, clock } = world;
    const members = [...new Set([creator.username, ...usernames])].map((username) => requireUser(world, username));
    if (members.length > MAX_DIRECT_USERS) {
        throw new Refusal(
            'error-direct-message-max-user-exceeded',
            `You cannot add more than ${MAX_DIRECT_USERS} users`,
        );
    }
    const uids = members.map(({ _id }) => _id);
    const existing = findDirectRoom(world, uids);
    if (existing) {
        const own = store.subscriptions.of(existing._id, creator._id);
        if (own) store.subscriptions.update(own._id, { open: true });
        return existing;
    }
    requirePermission(world, creator, 'create-d');
    const now = clock.now();
    const room = store.rooms.insert({
        _id: directRoomId(uids),
        t: 'd',
        u: { _id: creator._id, username: creator.username, name: creator.name },
        uids,
        usernames: members.map(({ username }) => username),
        usersCount: members.length,
        msgs: 0,
        ts: now,
        _updatedAt: now,
    });
    subscribeDirect(world, room, members, ({ _id }) => _id === creator._id);
    raise(world, { name: 'IPostRoomCreate', room });
    return room;
}

/** One-to-one rooms carry both ids as their own; bigger ones a random id. */
export function directRoomId(uids: string[]): string {
    const [first, second = first] = uids;
    return uids.length <= 2 ? [first, second].sort().join('') : randomId();
}

/** Subscribes the members of a direct message room; for each it is called after the others. */
export function subscribeDirect(
    world: World,
    room: RoomDoc,
    members: UserDoc[],
    isOpenFor: (member: UserDoc) => boolean,
): void {
    for (const member of members) {
        const others = members.filter(({ _id }) => _id !== member._id);
        const shown = others.length > 0 ? others : [member];
        subscribe(world, room, member, {
            name: shown.map(({ username }) => username).join(', '),
            fname: shown.map(({ name }) => name).join(', '),
            open: isOpenFor(member),
        });
    }
}

export function findDirectRoom(world: World, uids: string[]): RoomDoc | undefined {
    if (uids.length <= 2) return world.store.rooms.get(directRoomId(uids));
    return world.store.rooms.find(
        (room) => room.uids?.length === uids.length && uids.every((id) => room.uids!.includes(id)),
    );
}

export function requireUser(world: World, username: string): UserDoc {
    const user = world.store.users.byUsername(username.replace(/^@/, ''));
    if (!user) throw new Refusal('error-invalid-user', `Invalid user ${username}`);
    return user;
}

/** A discussion: a room of its own, announced by a message in its parent. */
function createDiscussion(world: World, creator: UserDoc, input: CreateRoomInput, usernames: string[]): RoomDoc {
    if (!setting<boolean>(world, 'Discussion_enabled')) {
        throw new Refusal('error-action-not-allowed', 'You are not allowed to create a discussion');
    }
    requirePermission(world, creator, 'start-discussion');
    const parent = requireReadable(world, input.prid!, creator);
    if (parent.prid) throw new Refusal('error-nested-discussion', 'Cannot create nested discussions');
    const cause = input.pmid ? world.store.messages.get(input.pmid) : undefined;
    const discussion = insertRoom(
        world,
        creator,
        { ...input, t: parent.t === 'c' ? 'c' : 'p', name: randomId(), fname: input.fname ?? input.name },
        usernames,
    );
    const announcement = sendMessage(world, creator._id, {
        rid: parent._id,
        t: 'discussion-created',
        msg: discussion.fname ?? '',
        drid: discussion._id,
        dcount: 0,
        groupable: false,
        ...(cause && { attachments: [quoteOf(cause)] }),
    });
    if (cause) world.store.messages.update(cause._id, { drid: discussion._id, dcount: 0, dlm: announcement.ts });
    if (input.reply) sendMessage(world, creator._id, { rid: discussion._id, msg: input.reply });
    return world.store.rooms.get(discussion._id)!;
}

function insertRoom(world: World, creator: UserDoc, input: CreateRoomInput, usernames: string[]): RoomDoc {
    const { store, clock } = world;
    const now = clock.now();
    const { t, name, fname, topic, description, announcement, ro, customFields, prid } = input;
    const optional = { fname, topic, description, announcement, customFields, prid };
    const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
    const others = usernames.filter((username) => username !== creator.username);
    const members = [creator, ...[...new Set(others)].map((username) => requireUser(world, username))];
    const room = store.rooms.insert({
        _id: randomId(),
        t,
        name,
        ...given,
        u: { _id: creator._id, username: creator.username, name: creator.name },
        ro: ro ?? false,
        default: false,
        sysMes: true,
        msgs: 0,
        usersCount: members.length,
        ts: now,
        _updatedAt: now,
    });
    for (const member of members) {
        const asOwner = member._id === creator._id ? { roles: ['owner'], ls: now } : {};
        subscribe(world, room, member, { open: true, ...asOwner });
    }
    raise(world, { name: 'IPostRoomCreate', room });
    return room;
}

const quoteOf = (message: MessageDoc): NonNullable<MessageDoc['attachments']>[number] => ({
    text: message.msg,
    author_name: message.u.username,
    ts: message.ts,
});
