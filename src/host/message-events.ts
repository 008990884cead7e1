import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { App } from '@rocket.chat/apps-engine/definition/App';
import type {
    IMessage,
    IMessagePinContext,
    IMessageReactionContext,
} from '@rocket.chat/apps-engine/definition/messages';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { Accessors } from './endpoint';
import { toMessage, toRoom } from './shapes';
import type { Message, Room } from './workspace';

/** What the app does when something happens to a message. The host waits for none of it. */
export interface MessageEvents {
    /** Written or edited. `isOwn`: by this app itself. */
    saved(message: Message, room: Room, isOwn: boolean, accessors: Accessors): Promise<void>;
    /** Reacted to or pinned; the event may carry the state before. */
    touched(messageId: string, room: Room, accessors: Accessors): Promise<void>;
    deleted(message: Message, accessors: Accessors): Promise<void>;
    roomDeleted(roomId: string, accessors: Pick<Accessors, 'read' | 'persistence'>): Promise<void>;
}

/** The host's event methods, each turned into one of ours. Which of them the host calls stands in `app.json`. */
export abstract class AppWithMessageEvents extends App {
    protected abstract readonly messageEvents: MessageEvents;

    executePostMessageSent(message: IMessage, read: IRead, _http: IHttp, persistence: IPersistence, modify: IModify) {
        return this.saved(message, { read, modify, persistence });
    }

    executePostMessageUpdated(
        message: IMessage,
        read: IRead,
        _http: IHttp,
        persistence: IPersistence,
        modify: IModify,
    ) {
        return this.saved(message, { read, modify, persistence });
    }

    executePostMessageReacted(
        context: IMessageReactionContext,
        read: IRead,
        _http: IHttp,
        persistence: IPersistence,
        modify: IModify,
    ) {
        return this.touched(context.message, { read, modify, persistence });
    }

    executePostMessagePinned(
        context: IMessagePinContext,
        read: IRead,
        _http: IHttp,
        persistence: IPersistence,
        modify: IModify,
    ) {
        return this.touched(context.message, { read, modify, persistence });
    }

    executePostMessageDeleted(
        message: IMessage,
        read: IRead,
        _http: IHttp,
        persistence: IPersistence,
        modify: IModify,
    ) {
        return this.messageEvents.deleted(toMessage(message), { read, modify, persistence });
    }

    executePostRoomDeleted({ id }: IRoom, read: IRead, _http: IHttp, persistence: IPersistence) {
        return this.messageEvents.roomDeleted(id, { read, persistence });
    }

    private saved(message: IMessage, accessors: Accessors): Promise<void> {
        const isOwn = message.sender?.appId === this.getID();
        return this.messageEvents.saved(toMessage(message), toRoom(message.room), isOwn, accessors);
    }

    private touched({ id, room }: IMessage, accessors: Accessors): Promise<void> {
        return this.messageEvents.touched(id!, toRoom(room), accessors);
    }
}
