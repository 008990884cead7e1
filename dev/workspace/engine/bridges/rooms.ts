import type { IMessage, IMessageRaw } from '@rocket.chat/apps-engine/definition/messages';
import type { IRoom, IRoomRaw } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import {
    RoomBridge,
    type GetMessagesOptions,
    type GetRoomsFilters,
    type GetRoomsOptions,
} from '@rocket.chat/apps-engine/server/bridges/RoomBridge';
import type { CreateRoomInput, MessageQuery, ServerPort } from '../../ports';
import type { RoomDoc } from '../../store/documents';
import { messageToAppRaw } from '../converters/messages';
import { roomToApp, roomToAppById, roomToAppRaw, roomToDoc } from '../converters/rooms';
import { userToApp, userToAppOrNone } from '../converters/users';

/** Rooms and their messages. Nothing here asks who is reading: that is the app's duty, as in the product. */
export class RoomsBridge extends RoomBridge {
    constructor(private readonly port: ServerPort) {
        super();
    }

    protected async getById(roomId: string): Promise<IRoom> {
        return (await roomToAppById(this.port, roomId)) as IRoom;
    }

    protected async getByName(roomName: string): Promise<IRoom> {
        return (await this.toApp(await this.port.rooms.getByName(roomName))) as IRoom;
    }

    protected async getCreatorById(roomId: string): Promise<IUser | undefined> {
        return this.creatorOf(await this.port.rooms.getById(roomId));
    }

    protected async getCreatorByName(roomName: string): Promise<IUser | undefined> {
        return this.creatorOf(await this.port.rooms.getByName(roomName));
    }

    protected async getDirectByUsernames(usernames: string[]): Promise<IRoom | undefined> {
        return this.toApp(await this.port.rooms.getDirectByUsernames(usernames));
    }

    protected getMembers(roomId: string): Promise<IUser[]> {
        return this.membersWith(roomId);
    }

    protected getModerators(roomId: string): Promise<IUser[]> {
        return this.membersWith(roomId, 'moderator');
    }

    protected getOwners(roomId: string): Promise<IUser[]> {
        return this.membersWith(roomId, 'owner');
    }

    protected getLeaders(roomId: string): Promise<IUser[]> {
        return this.membersWith(roomId, 'leader');
    }

    protected async getAllRooms(filters: GetRoomsFilters, options: GetRoomsOptions): Promise<IRoomRaw[]> {
        const { types, discussions, teams } = filters ?? {};
        const { limit = 100, skip = 0 } = options ?? {};
        const rooms = await this.port.rooms.all({ types: types, discussions, teams }, { limit, skip });
        return Promise.all(rooms.map(roomToAppRaw));
    }

    protected async getMessages(roomId: string, options: GetMessagesOptions): Promise<IMessageRaw[]> {
        const messages = await this.port.rooms.messages(roomId, toQuery(options));
        return Promise.all(messages.map(messageToAppRaw));
    }

    protected async getUnreadByUser(roomId: string, userId: string, options: GetMessagesOptions) {
        const messages = await this.port.rooms.unread(roomId, userId, toQuery(options));
        return Promise.all(messages.map(messageToAppRaw));
    }

    protected getUserUnreadMessageCount(roomId: string, userId: string): Promise<number> {
        return this.port.rooms.unreadCount(roomId, userId);
    }

    protected create(room: IRoom, members: string[]): Promise<string> {
        if (!['c', 'p', 'd'].includes(room.type)) {
            throw new Error('Only channels, private groups and direct messages can be created.');
        }
        return this.port.rooms.create(room.creator.id, toCreateInput(room), members);
    }

    protected async createDiscussion(
        room: IRoom,
        parentMessage: IMessage | undefined,
        reply: string | undefined,
        members: string[],
    ): Promise<string> {
        if (!room.parentRoom?.id || !(await this.port.rooms.getById(room.parentRoom.id))) {
            throw new Error('There must be a parent room to create a discussion.');
        }
        const discussion = {
            ...toCreateInput(room),
            prid: room.parentRoom.id,
            pmid: parentMessage?.id,
            reply: reply?.trim() ? reply : undefined,
        };
        return this.port.rooms.create(room.creator.id, discussion, members ?? []);
    }

    protected async update(room: IRoom, members: string[]): Promise<void> {
        if (!room.id || !(await this.port.rooms.getById(room.id))) {
            throw new Error('A room must exist to update.');
        }
        const { _id, ...changes } = roomToDoc(room);
        await this.port.rooms.update(_id as string, changes, members ?? []);
    }

    protected async delete(roomId: string): Promise<void> {
        await this.port.rooms.remove(roomId);
    }

    protected removeUsers(roomId: string, usernames: string[]): Promise<void> {
        return this.port.rooms.removeMembers(roomId, usernames);
    }

    private async toApp(room: RoomDoc | null): Promise<IRoom | undefined> {
        return room ? roomToApp(this.port, room) : undefined;
    }

    private async creatorOf(room: RoomDoc | null): Promise<IUser | undefined> {
        return room?.u && userToAppOrNone(await this.port.users.getById(room.u._id));
    }

    private async membersWith(roomId: string, role?: string): Promise<IUser[]> {
        return (await this.port.rooms.members(roomId, role)).map(userToApp);
    }
}

/** The engine's accessors have checked limit and sort by now; an app's undefined arrives as null. */
function toQuery({ limit, skip, sort, showThreadMessages }: GetMessagesOptions): MessageQuery {
    return {
        limit,
        skip: skip ?? 0,
        sort: sort?.createdAt && { ts: sort.createdAt === 'desc' ? -1 : 1 },
        showThreadMessages: showThreadMessages ?? true,
    };
}

function toCreateInput(room: IRoom): CreateRoomInput {
    const { topic, announcement } = (room as { _unmappedProperties_?: Partial<RoomDoc> })._unmappedProperties_ ?? {};
    return {
        t: room.type as CreateRoomInput['t'],
        name: room.slugifiedName ?? undefined,
        fname: room.displayName ?? undefined,
        description: room.description ?? undefined,
        topic,
        announcement,
        ro: room.isReadOnly ?? undefined,
        customFields: room.customFields ?? undefined,
    };
}
