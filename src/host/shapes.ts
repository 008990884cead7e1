import type { IMessage, IMessageAttachment, IMessageRaw } from '@rocket.chat/apps-engine/definition/messages';
import type { IRoom, IRoomRaw } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type {
    Attachment,
    Mention,
    Message,
    MessageFile,
    Person,
    PersonKind,
    PersonRef,
    Room,
    RoomType,
} from './workspace';

/**
 * From the host's shapes to the port's. What the host's converters do not name travels in `_unmappedProperties_`:
 * mentions, reply counts, `tshow`, `_hidden`, pins, topics and the archived mark among them.
 */

type Unmapped = Record<string, unknown>;

const unmapped = (source: object): Unmapped =>
    (source as { _unmappedProperties_?: Unmapped })._unmappedProperties_ ?? {};

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** A date of the host; the codec turns an invalid one into 1970, which stands for "none". */
function date(value: unknown): Date | undefined {
    const found = value instanceof Date ? value : typeof value === 'string' ? new Date(value) : undefined;
    return found && found.getTime() > 0 ? found : undefined;
}

const kinds: Record<string, PersonKind> = { user: 'human', bot: 'bot', app: 'app' };

export function toPerson(user: IUser): Person {
    const roles = user.roles ?? [];
    const kind = kinds[user.type] ?? 'guest';
    return {
        id: user.id,
        username: user.username,
        name: user.name || user.username,
        kind: kind === 'human' && roles.includes('guest') ? 'guest' : kind,
        roles,
        isActive: user.isEnabled !== false,
        language: text(user.settings?.preferences?.language),
        utcOffset: typeof user.utcOffset === 'number' ? user.utcOffset : undefined,
    };
}

const roomTypes: Record<string, RoomType> = { c: 'channel', p: 'private', d: 'direct', l: 'livechat' };

/** For both shapes of the host: `IRoom` (full) and `IRoomRaw` (lists). */
export function toRoom(room: IRoom | IRoomRaw): Room {
    const more = unmapped(room);
    return {
        id: room.id,
        type: roomTypes[room.type] ?? 'private',
        name: text(room.slugifiedName),
        displayName: text(room.displayName),
        memberIds: room.userIds ?? undefined,
        memberCount: typeof more.usersCount === 'number' ? more.usersCount : undefined,
        topic: text(more.topic),
        announcement: text(more.announcement),
        description: text(room.description),
        isArchived: more.archived === true,
        isReadOnly: room.isReadOnly === true,
        isEncrypted: more.encrypted === true,
        isTeam: room.isTeamMain === true,
        parentId: (room as IRoomRaw).parentRoomId ?? (room as IRoom).parentRoom?.id,
        messageCount: room.messageCount ?? 0,
        createdAt: date(room.createdAt),
        lastMessageAt: date(room.lastModifiedAt),
    };
}

type HostAuthor = { _id?: string; id?: string; username?: string; name?: string } | null | undefined;

function toAuthor(author: HostAuthor): PersonRef {
    return { id: author?._id ?? author?.id ?? '', username: author?.username ?? '', name: text(author?.name) };
}

function toAttachment(attachment: IMessageAttachment): Attachment {
    const more = attachment as unknown as Record<string, unknown>;
    return {
        title: text(attachment.title?.value),
        description: text(attachment.description) ?? text(unmapped(attachment).description),
        text: text(attachment.text),
        authorName: text(attachment.author?.name),
        quotedLink: text(more.messageLink) ?? text(more.message_link) ?? text(unmapped(attachment).message_link),
        imageUrl: text(attachment.imageUrl),
    };
}

function toFiles(message: IMessage | IMessageRaw): MessageFile[] {
    const single = message.file ? [message.file] : [];
    const all = (message as IMessage).files?.length ? (message as IMessage).files! : single;
    // Thumbnails are stored as further files of the message; only the first is what a person uploaded.
    return all.slice(0, 1).map((file) => {
        const { _id, name, type, size } = file as unknown as {
            _id: string;
            name: string;
            type?: string;
            size?: number;
        };
        return { id: _id, name, type, size };
    });
}

function toMentions(value: unknown): Mention[] {
    if (!Array.isArray(value)) {
        return [];
    }
    return value
        .filter((mention): mention is { _id: string; username?: string; name?: string; type?: string } =>
            Boolean(mention?._id),
        )
        .map(({ _id, username, name, type }) => ({
            id: _id,
            username: text(username) ?? text(name),
            kind: type === 'team' ? ('team' as const) : ('user' as const),
        }));
}

/** The host sends `{ ':x:': { usernames: [...] } }`, whatever its type declaration says. */
function toReactions(reactions: unknown): Record<string, string[]> {
    const entries = Object.entries((reactions ?? {}) as Record<string, { usernames?: string[] }>);
    return Object.fromEntries(entries.map(([emoji, { usernames }]) => [emoji, usernames ?? []]));
}

/** For both shapes of the host: `IMessage` (full) and `IMessageRaw` (lists). */
export function toMessage(message: IMessage | IMessageRaw): Message {
    const more = unmapped(message);
    const raw = message as IMessageRaw & { threadMsgCount?: number; type?: string };
    return {
        id: message.id!,
        roomId: raw.roomId ?? (message as IMessage).room?.id,
        author: toAuthor(message.sender),
        text: message.text ?? '',
        createdAt: date(message.createdAt) ?? new Date(0),
        updatedAt: date(message.updatedAt),
        editedAt: date(message.editedAt),
        threadId: text(message.threadId),
        isShownInRoom: more.tshow === true,
        replyCount: Number(raw.threadMsgCount ?? more.tcount ?? 0),
        lastReplyAt: date(more.tlm),
        mentions: toMentions(more.mentions),
        files: toFiles(message),
        attachments: (message.attachments ?? []).map(toAttachment),
        reactions: toReactions(message.reactions),
        alias: text(message.alias),
        isPinned: message.pinned === true || more.pinned === true,
        type: text(raw.type) ?? text(more.t),
        isHidden: more._hidden === true,
    };
}
