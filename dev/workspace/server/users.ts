import type { UserDoc } from '../store/documents';
import { deleteRoom, removeMessages } from './delete-room';
import { refreshLastMessage } from './delete-message';
import { Refusal } from './errors';
import { hashPassword } from './accounts';
import { randomId } from './ids';
import { setting } from './settings';
import { unsubscribe } from './subscriptions';
import type { World } from './world';

const VALID_USERNAME = /^[0-9a-zA-Z-_.]+$/;

export interface NewUser {
    username: string;
    name?: string;
    email?: string;
    password?: string;
    roles?: string[];
    type?: UserDoc['type'];
    active?: boolean;
    _id?: string;
}

/** Adds a user. Refuses a name or address that is taken or malformed. No event: see `createUser`. */
export function insertUser(world: World, input: NewUser): UserDoc {
    const { users } = world.store;
    const { username, email } = input;
    if (!VALID_USERNAME.test(username)) {
        throw new Refusal('error-input-is-not-a-valid-field', `${username} is not a valid username`);
    }
    if (users.find((user) => user.username.toLowerCase() === username.toLowerCase())) {
        throw new Refusal('error-field-unavailable', `${username} is already in use :(`);
    }
    if (email && users.find(({ emails }) => emails.some(({ address }) => address === email))) {
        throw new Refusal('error-field-unavailable', `${email} is already in use :(`);
    }
    const now = world.clock.now();
    return users.insert({
        _id: input._id ?? randomId(),
        username,
        name: input.name ?? username,
        type: input.type ?? 'user',
        active: input.active ?? true,
        roles: input.roles ?? ['user'],
        emails: email ? [{ address: email, verified: false }] : [],
        status: 'offline',
        statusConnection: 'offline',
        utcOffset: 0,
        settings: { preferences: {} },
        services: {
            ...(input.password !== undefined && { password: hashPassword(input.password) }),
            resume: { loginTokens: [] },
        },
        createdAt: now,
        _updatedAt: now,
    });
}

/** Adds a user on behalf of `performedBy`. Raises `IPostUserCreated`, which the caller waits for. */
export async function createUser(world: World, input: NewUser, performedBy: UserDoc): Promise<UserDoc> {
    const user = insertUser(world, input);
    await world.emit({ name: 'IPostUserCreated', user, performedBy });
    return user;
}

/** Switches an account on or off. Switching off ends all its logins. Raises `IPostUserUpdated`. */
export async function setActive(world: World, user: UserDoc, active: boolean, performedBy: UserDoc): Promise<UserDoc> {
    const services = active ? user.services : { ...user.services, resume: { loginTokens: [] } };
    const updated = world.store.users.update(user._id, { active, services })!;
    await world.emit({ name: 'IPostUserUpdated', user: updated, performedBy, previousData: user });
    return updated;
}

/** Deletes an account on behalf of `performedBy`. Raises `IPostUserDeleted`, and nothing else of what goes with it. */
export async function deleteUser(world: World, user: UserDoc, performedBy: UserDoc): Promise<void> {
    eraseUser(world, user);
    await world.emit({ name: 'IPostUserDeleted', user, performedBy });
}

/**
 * Removes an account with its subscriptions and direct messages. `Message_ErasureType` decides over its messages:
 * `Delete` removes them, `Unlink` gives them to an anonymous user, `Keep` leaves them. Silent.
 */
export function eraseUser(world: World, user: UserDoc): void {
    const { rooms, subscriptions, users } = world.store;
    for (const rid of [...rooms.values()].map(({ _id }) => _id)) eraseMessages(world, rid, user);
    for (const subscription of subscriptions.ofUser(user._id)) {
        const room = rooms.get(subscription.rid);
        unsubscribe(world, subscription);
        if (!room) continue;
        if (room.t === 'd' || subscriptions.inRoom(room._id).length === 0) deleteRoom(world, room);
        else rooms.update(room._id, { usersCount: room.usersCount - 1 });
    }
    users.remove(user._id);
}

function eraseMessages(world: World, rid: string, user: UserDoc): void {
    const { messages } = world.store;
    const isTheirs = ({ u }: { u: { _id: string } }): boolean => u._id === user._id;
    switch (setting<string>(world, 'Message_ErasureType')) {
        case 'Delete':
            if (removeMessages(world, rid, isTheirs).length > 0) refreshLastMessage(world, rid);
            return;
        case 'Unlink':
            for (const { _id } of messages.inRoom(rid).filter(isTheirs)) {
                messages.update(_id, { u: { _id: 'rocket.cat', username: 'rocket.cat', name: 'Removed User' } });
            }
            return;
        default:
    }
}
