import type { IMessage, IMessageRaw } from '@rocket.chat/apps-engine/definition/messages';
import type { ServerPort } from '../../ports';
import type { AttachmentDoc, MessageDoc, UserDoc, UserRef } from '../../store/documents';
import { attachmentsToApp, attachmentsToDocs } from './attachments';
import { convertFields, take, withoutEmpty, type FieldMap } from './fields';
import { roomToAppById } from './rooms';
import { userToApp, userToAppOrNone } from './users';

/** What all three views of a message (full, raw, thread) share. */
export const MESSAGE_FIELDS: FieldMap = {
    id: '_id',
    threadId: 'tmid',
    reactions: 'reactions',
    parseUrls: 'parseUrls',
    text: 'msg',
    createdAt: 'ts',
    updatedAt: '_updatedAt',
    editedAt: 'editedAt',
    emoji: 'emoji',
    avatarUrl: 'avatar',
    alias: 'alias',
    file: 'file',
    customFields: 'customFields',
    groupable: 'groupable',
    token: 'token',
    blocks: 'blocks',
};

/** A full message: room, sender and editor are looked up. */
export async function messageToApp(port: ServerPort, message: MessageDoc): Promise<IMessage> {
    const lookUp = async (ref: UserRef | undefined) => ref && userToAppOrNone(await port.users.getById(ref._id));
    // A sender who no longer exists is shown by what the message itself remembers.
    const sender = (ref: UserRef) => lookUp(ref).then((user) => user ?? userToApp(ref as UserDoc));
    return (await convertFields(message, {
        ...MESSAGE_FIELDS,
        files: 'files',
        type: 't',
        room: (rest) => roomToAppById(port, take<string>(rest, 'rid')),
        editor: (rest) => lookUp(take(rest, 'editedBy')),
        sender: (rest) => sender(take<UserRef>(rest, 'u')),
        attachments: (rest) => attachmentsToApp(take<AttachmentDoc[] | undefined>(rest, 'attachments')),
    })) as unknown as IMessage;
}

/** A message without any lookup; sender and editor keep their `_id`. */
export async function messageToAppRaw(message: MessageDoc): Promise<IMessageRaw> {
    return (await convertFields(message, {
        ...MESSAGE_FIELDS,
        files: 'files',
        type: 't',
        roomId: 'rid',
        editor: 'editedBy',
        sender: 'u',
        threadMsgCount: 'tcount',
        attachments: (rest) => attachmentsToApp(take<AttachmentDoc[] | undefined>(rest, 'attachments')),
    })) as unknown as IMessageRaw;
}

/** The document fields an app's message names. The room is `messageRoomId`'s business. */
export function messageToDoc(message: IMessage): Partial<MessageDoc> {
    const given = message as IMessage & { _unmappedProperties_?: object };
    return {
        ...withoutEmpty({
            _id: message.id,
            tmid: message.threadId,
            msg: message.text,
            ts: message.createdAt,
            u: message.sender && {
                _id: message.sender.id,
                username: message.sender.username,
                name: message.sender.name,
            },
            emoji: message.emoji,
            avatar: message.avatarUrl,
            alias: message.alias,
            customFields: message.customFields,
            groupable: message.groupable,
            attachments: attachmentsToDocs(message.attachments),
            reactions: message.reactions as MessageDoc['reactions'] | undefined,
            parseUrls: message.parseUrls,
            blocks: message.blocks,
        }),
        ...given._unmappedProperties_,
    };
}

/** The room a message is to go to. Throws "Invalid room provided on the message." when it does not exist. */
export async function messageRoomId(port: ServerPort, message: IMessage): Promise<string> {
    const room = message.room?.id ? await port.rooms.getById(message.room.id) : null;
    if (!room) {
        throw new Error('Invalid room provided on the message.');
    }
    return room._id;
}
