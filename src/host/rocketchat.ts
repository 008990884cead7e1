import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IMessage } from '@rocket.chat/apps-engine/definition/messages';
import { RoomType as HostRoomType } from '@rocket.chat/apps-engine/definition/rooms';
import { AppError } from '../errors';
import { toMessage, toPerson, toRoom } from './shapes';
import { isShown, type Message, type MessagePage, type OutgoingMessage, type Workspace } from './workspace';

/** Rocket.Chat's own default of `Message_MaxAllowedSize`. */
const DEFAULT_MESSAGE_LENGTH = 5000;

/**
 * The port over the accessors of one call.
 *
 * Host facts it rests on: a missing thing and a missing permission both arrive as `null`, so a list that is not an
 * array is a fault and not an empty answer; `getMessages` takes `limit: 0` for "everything" and more than 100 for an
 * error; `getThreadById` names the root twice, has no order and includes hidden messages.
 */
export function rocketChatWorkspace(read: IRead, modify: IModify): Workspace {
    const rooms = read.getRoomReader();
    const users = read.getUserReader();
    const messages = read.getMessageReader();
    const serverSetting = (id: string): Promise<unknown> =>
        read.getEnvironmentReader().getServerSettings().getValueById(id);

    return {
        async siteUrl() {
            const value = await serverSetting('Site_Url');
            if (typeof value !== 'string' || value === '') {
                throw unavailable('the setting Site_Url', 'server-setting.read');
            }
            return value.replace(/\/+$/, '');
        },

        async maxMessageLength() {
            const value = Number(await serverSetting('Message_MaxAllowedSize'));
            return value > 0 ? value : DEFAULT_MESSAGE_LENGTH;
        },

        async personById(id) {
            const user = await users.getById(id);
            return user ? toPerson(user) : undefined;
        },

        async personByUsername(username) {
            const user = await users.getByUsername(username);
            return user ? toPerson(user) : undefined;
        },

        async roomIdsOf(personId) {
            return new Set(list(await users.getUserRoomIds(personId), "the person's rooms", 'user.read'));
        },

        async roomById(id) {
            const room = await rooms.getById(id);
            return room ? toRoom(room) : undefined;
        },

        async roomByName(name) {
            const room = await rooms.getByName(name);
            return room ? toRoom(room) : undefined;
        },

        async directRoom(names) {
            const room = await rooms.getDirectByUsernames(names);
            return room ? toRoom(room) : undefined;
        },

        async roomsFrom(skip) {
            const page = await rooms.getAllRooms({}, { limit: 100, skip });
            return list(page, 'the list of rooms', 'room.system.view-all').map(toRoom);
        },

        async messagesIn(roomId, { limit, skip, order }: MessagePage) {
            const page = await rooms.getMessages(roomId, {
                limit: Math.min(Math.max(limit, 1), 100),
                skip,
                sort: { createdAt: order === 'newest' ? 'desc' : 'asc' },
                showThreadMessages: true,
            });
            return list(page, 'messages', 'room.read').map(toMessage);
        },

        async messageById(id) {
            const message = await messages.getById(id);
            return message?.id ? toMessage(message) : undefined;
        },

        async thread(rootId) {
            const found = await read.getThreadReader().getThreadById(rootId);
            return found ? tidyThread(found.map(toMessage), rootId) : [];
        },

        async unreadCount(roomId, personId) {
            return (await rooms.getUserUnreadMessageCount(roomId, personId)) ?? 0;
        },

        async unreadIn(roomId, personId, limit) {
            const page = await rooms.getUnreadByUser(roomId, personId, {
                limit: Math.min(Math.max(limit, 1), 100),
                sort: { createdAt: 'asc' },
            });
            return list(page, 'unread messages', 'room.read').map(toMessage);
        },

        async send({ roomId, senderId, text, threadId }: OutgoingMessage) {
            const [room, sender] = await Promise.all([rooms.getById(roomId), users.getById(senderId)]);
            if (!room || !sender) {
                throw unavailable('the room or its sender', 'room.read');
            }
            const builder = modify.getCreator().startMessage().setRoom(room).setSender(sender).setText(text);
            if (threadId) {
                builder.setThreadId(threadId);
            }
            return sent(await refusable(() => modify.getCreator().finish(builder)));
        },

        async openDirectRoom(creatorId, names) {
            const creator = await users.getById(creatorId);
            const builder = modify
                .getCreator()
                .startRoom()
                .setType(HostRoomType.DIRECT_MESSAGE)
                .setCreator(creator)
                .setMembersToBeAddedByUsernames(names);
            return sent(await refusable(() => modify.getCreator().finish(builder)));
        },

        async whisper(personId, roomId, text, threadId) {
            const [room, person, app] = await Promise.all([
                rooms.getById(roomId),
                users.getById(personId),
                users.getAppUser(),
            ]);
            if (!room || !person || !app) {
                throw unavailable('the room or its reader', 'room.read');
            }
            const message: IMessage = { room, sender: app, text, ...(threadId ? { threadId } : {}) };
            await modify.getNotifier().notifyUser(person, message);
        },
    };
}

/** One root in front, replies by time; nothing that no client would show. */
function tidyThread(found: Message[], rootId: string): Message[] {
    const byId = new Map(found.filter(isShown).map((message) => [message.id, message]));
    const root = byId.get(rootId);
    byId.delete(rootId);
    const replies = [...byId.values()].sort(byTime);
    return root ? [root, ...replies] : replies;
}

const byTime = (a: Message, b: Message) =>
    a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

function list<T>(value: T[] | null | undefined, what: string, permission: string): T[] {
    if (!Array.isArray(value)) {
        throw unavailable(what, permission);
    }
    return value;
}

function unavailable(what: string, permission: string): AppError {
    return new AppError('host_unavailable', `Rocket.Chat did not give the app ${what}.`, {
        hint: `Try again; if it stays so, an admin should check that the app has the permission "${permission}".`,
    });
}

/** Runs a write that the host may refuse in its sender's name (read-only room, muted, too long, blocked ...). */
async function refusable(write: () => Promise<string>): Promise<string> {
    try {
        return await write();
    } catch {
        // The host's own words may quote the message; they stay out of the answer.
        throw new AppError('send_refused', 'Rocket.Chat refused this message for its sender.', {
            hint: 'The room may be read-only or archived, the sender muted or blocked, or the text too long.',
        });
    }
}

function sent(id: string | null | undefined): string {
    if (!id) {
        throw unavailable('a receipt for the message', 'message.write');
    }
    return id;
}
