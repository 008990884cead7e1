import type { MessagePort, RoomPort, ServerPort, UploadPort, UserPort } from '../ports';
import type { RoomDoc, UserDoc } from '../store/documents';
import { addToRoom, removeFromRoom } from './membership';
import { createRoom, findDirectRoom, requireUser } from './create-room';
import { deleteMessage } from './delete-message';
import { deleteRoom } from './delete-room';
import { Refusal } from './errors';
import { page, readableMessages } from './message-queries';
import { ROLES } from './permissions';
import { react } from './reactions';
import { sendMessage } from './send-message';
import { changeSetting } from './settings';
import { unreadMessages } from './subscriptions';
import { updateMessage } from './update-message';
import { postUpload, storeUpload, uploadData } from './uploads';
import { eraseUser, insertUser } from './users';
import type { World } from './world';

/** What an engine asks of the server, answered for the instance of `world`. Groups that know no instance are given. */
export function serverPort(
    world: World,
    shared: Pick<ServerPort, 'persistence' | 'apps' | 'logs' | 'scheduler' | 'instances'>,
): ServerPort {
    const { store, inbox } = world;
    return {
        ...shared,
        users: userPort(world),
        rooms: roomPort(world),
        messages: messagePort(world),
        uploads: uploadPort(world),
        roles: {
            getByIdOrName: async (idOrName) =>
                store.roles.get(idOrName) ?? store.roles.find(({ name }) => name === idOrName) ?? null,
            custom: async () => store.roles.filter(({ _id }) => !ROLES.some((builtIn) => builtIn._id === _id)),
        },
        settings: {
            getById: async (id) => store.settings.get(id) ?? null,
            set: async (id, value) => void changeSetting(world, id, value),
        },
        clients: {
            deliver: async (userId, delivery) => inbox.deliver(userId, delivery),
            deliverToRoom: async (roomId, delivery) => inbox.deliverToRoom(roomId, delivery),
        },
    };
}

function userPort(world: World): UserPort {
    const { users, subscriptions, rooms } = world.store;
    const ofApp = (appId: string, type: string): UserDoc[] =>
        users.filter((user) => user.appId === appId && user.type === type);
    return {
        getById: async (id) => users.get(id) ?? null,
        getByUsername: async (username) => users.byUsername(username) ?? null,
        getByIds: async (ids) => ids.flatMap((id) => users.get(id) ?? []),
        getAppUser: async (appId) => ofApp(appId, 'app')[0] ?? null,
        activeCount: async () => users.filter(({ active, type }) => active && type === 'user').length,
        roomIds: async (userId) => subscriptions.ofUser(userId).map(({ rid }) => rid),
        unreadCount: async (userId) =>
            subscriptions
                .ofUser(userId)
                .filter(({ rid, archived }) => !archived && !rooms.get(rid)?.archived)
                .reduce((sum, { unread }) => sum + unread, 0),
        async insert(user) {
            const { username, name, roles, type, active } = user;
            const inserted = insertUser(world, { username, name, roles, type, active, _id: user._id });
            users.update(inserted._id, { ...user, _id: inserted._id, services: inserted.services });
            return inserted._id;
        },
        update: async (userId, changes) => void users.update(userId, changes),
        async remove(userId) {
            const user = users.get(userId);
            if (user) eraseUser(world, user);
        },
        async removeByApp(appId, type) {
            for (const user of ofApp(appId, type)) eraseUser(world, user);
        },
    };
}

function roomPort(world: World): RoomPort {
    const { rooms, subscriptions, users } = world.store;
    const requireRoom = (id: string): RoomDoc => {
        const room = rooms.get(id);
        if (!room) throw new Refusal('error-invalid-room', 'Invalid room');
        return room;
    };
    return {
        getById: async (id) => rooms.get(id) ?? null,
        getByName: async (name) => rooms.byName(name) ?? null,
        async getDirectByUsernames(usernames) {
            const members = usernames.flatMap((username) => users.byUsername(username) ?? []);
            if (members.length !== usernames.length) return null;
            return (
                findDirectRoom(
                    world,
                    members.map(({ _id }) => _id),
                ) ?? null
            );
        },
        members: async (roomId, role) =>
            subscriptions
                .inRoom(roomId)
                .filter(({ roles }) => role === undefined || roles?.includes(role))
                .flatMap(({ u }) => users.get(u._id) ?? []),
        subscription: async (roomId, userId) => subscriptions.of(roomId, userId) ?? null,
        messages: async (roomId, query) => readableMessages(world, roomId, query),
        unread: async (roomId, userId, query) =>
            page(
                unreadMessages(world, roomId, userId),
                { ...query, sort: query.sort ?? { ts: 1 } },
                ({ tmid, tshow }) => {
                    return query.showThreadMessages || !tmid || tshow === true;
                },
            ),
        unreadCount: async (roomId, userId) => unreadMessages(world, roomId, userId).length,
        async all({ types, discussions, teams }, { limit, skip }) {
            const fits = (room: RoomDoc): boolean =>
                (!types || types.includes(room.t)) &&
                (discussions === undefined || discussions === (room.prid !== undefined)) &&
                (teams === undefined || teams === (room.teamMain === true));
            const found = rooms.filter(fits);
            return limit === 0 ? found.slice(skip) : found.slice(skip, skip + limit);
        },
        async create(creatorId, room, memberUsernames) {
            const creator = users.get(creatorId);
            if (!creator) throw new Refusal('error-invalid-user', 'Invalid user');
            return createRoom(world, creator, room, memberUsernames)._id;
        },
        async update(roomId, changes, memberUsernames) {
            requireRoom(roomId);
            const { _id, ...fields } = changes;
            const room = rooms.update(roomId, fields)!;
            for (const username of memberUsernames) {
                const user = users.byUsername(username);
                if (user && room.t !== 'd') addToRoom(world, room, user);
            }
        },
        remove: async (roomId) => deleteRoom(world, requireRoom(roomId)),
        async removeMembers(roomId, usernames) {
            const room = requireRoom(roomId);
            for (const username of usernames) await removeFromRoom(world, room, requireUser(world, username));
        },
    };
}

function messagePort(world: World): MessagePort {
    const { messages, users } = world.store;
    const requireById = (id: string): UserDoc => {
        const user = users.get(id);
        if (!user) throw new Refusal('error-invalid-user', 'Invalid user');
        return user;
    };
    return {
        getById: async (id) => messages.get(id) ?? null,
        async thread(rootId) {
            const root = messages.get(rootId);
            return [...(root ? [root] : []), ...messages.replies(rootId)];
        },
        send: async (senderId, message) => sendMessage(world, senderId, message)._id,
        update: async (id, changes, editorId) => void updateMessage(world, id, changes, requireById(editorId)),
        remove: async (id, userId) => deleteMessage(world, id, requireById(userId)),
        react: async (id, userId, emoji, on) => react(world, requireById(userId), id, emoji, on),
    };
}

function uploadPort(world: World): UploadPort {
    const { uploads, users } = world.store;
    return {
        getById: async (id) => uploads.get(id) ?? null,
        async data(id) {
            const upload = uploads.get(id);
            return upload ? uploadData(world, upload) : null;
        },
        async create(details, data) {
            const upload = storeUpload(world, details, Buffer.from(data));
            postUpload(world, users.get(details.userId)!, upload);
            return upload;
        },
    };
}
