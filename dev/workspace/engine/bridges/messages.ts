import { randomUUID } from 'node:crypto';
import type { IMessage, Reaction } from '@rocket.chat/apps-engine/definition/messages';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import { MessageBridge, type ITypingDescriptor } from '@rocket.chat/apps-engine/server/bridges/MessageBridge';
import type { ClientDelivery, ServerPort } from '../../ports';
import { messageRoomId, messageToApp, messageToDoc } from '../converters/messages';

/** Messages: sending is checked for the sender as in the product, changing and deleting are not. */
export class MessagesBridge extends MessageBridge {
    constructor(private readonly port: ServerPort) {
        super();
    }

    protected async create(message: IMessage): Promise<string> {
        const rid = await messageRoomId(this.port, message);
        return this.port.messages.send(message.sender.id, { ...messageToDoc(message), rid });
    }

    protected async getById(messageId: string): Promise<IMessage> {
        const message = await this.port.messages.getById(messageId);
        return (message ? await messageToApp(this.port, message) : undefined) as IMessage;
    }

    protected async update(message: IMessage): Promise<void> {
        if (!message.editor) {
            throw new Error('Invalid editor assigned to the message for the update.');
        }
        const { _id, ...changes } = messageToDoc(message);
        if (!_id || !(await this.port.messages.getById(_id))) {
            throw new Error('A message must exist to update.');
        }
        await this.port.messages.update(_id, changes, message.editor.id);
    }

    protected async delete(message: IMessage, user: IUser): Promise<void> {
        if (!message.id) {
            throw new Error('Invalid message id');
        }
        await this.port.messages.remove(message.id, user.id);
    }

    protected addReaction(messageId: string, userId: string, reaction: Reaction): Promise<void> {
        return this.port.messages.react(messageId, userId, reaction, true);
    }

    protected removeReaction(messageId: string, userId: string, reaction: Reaction): Promise<void> {
        return this.port.messages.react(messageId, userId, reaction, false);
    }

    protected async notifyUser(user: IUser, message: IMessage): Promise<void> {
        await this.port.clients.deliver(user.id, await this.ephemeral(message));
    }

    protected async notifyRoom(room: IRoom, message: IMessage): Promise<void> {
        await this.port.clients.deliverToRoom(room.id, await this.ephemeral(message));
    }

    protected async typing({ scope, id, username, isTyping }: ITypingDescriptor): Promise<void> {
        if (scope !== 'room') {
            throw new Error('Unrecognized typing scope provided');
        }
        if (!username) {
            throw new Error('Invalid username');
        }
        await this.port.clients.deliverToRoom(id, { kind: 'typing', rid: id, username, isTyping });
    }

    /** A message for eyes only: it needs a room, is stored nowhere, and gets an id no stored message has. */
    private async ephemeral(message: IMessage): Promise<ClientDelivery> {
        const rid = await messageRoomId(this.port, message);
        return { kind: 'ephemeral', message: { _id: randomUUID(), ts: new Date(), ...messageToDoc(message), rid } };
    }
}
