import type { IMessage } from '@rocket.chat/apps-engine/definition/messages';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { ServerPort } from '../../ports';
import type { AttachmentDoc, MessageDoc, UserDoc } from '../../store/documents';
import { threadAttachmentsToApp } from './attachments';
import { convertFields, take } from './fields';
import { MESSAGE_FIELDS } from './messages';
import { roomToAppById } from './rooms';
import { userToApp } from './users';

/**
 * A whole thread as `IThreadRead` sees it: [] without a root, no limit, hidden replies included, and the root twice
 * (once by itself, once because the query for the replies matches it too). These messages carry no `editor` and no
 * `type`; `u`, `rid` and `editedBy` stay in `_unmappedProperties_`.
 */
export async function threadToApp(port: ServerPort, rootId: string): Promise<IMessage[]> {
    const root = await port.messages.getById(rootId);
    const room = root && (await roomToAppById(port, root.rid));
    if (!room) {
        return [];
    }
    const messages = [root, ...(await port.messages.thread(rootId))];
    const authors = await port.users.getByIds([...new Set(messages.map((message) => message.u._id))]);
    const users = new Map(authors.map((author) => [author._id, userToApp(author)]));
    return Promise.all(messages.map((message) => threadMessageToApp(message, room, users)));
}

async function threadMessageToApp(message: MessageDoc, room: object, users: Map<string, IUser>) {
    return (await convertFields(message, {
        ...MESSAGE_FIELDS,
        files: (rest) => rest.files,
        room: () => room,
        sender: () => users.get(message.u._id) ?? userToApp(message.u as UserDoc),
        attachments: (rest) => threadAttachmentsToApp(take<AttachmentDoc[] | undefined>(rest, 'attachments')),
    })) as unknown as IMessage;
}
