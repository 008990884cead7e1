import type { IRoom, IRoomRaw } from '@rocket.chat/apps-engine/definition/rooms';
import type { ServerPort } from '../../ports';
import type { RoomDoc, UserRef } from '../../store/documents';
import { convertFields, take, withoutEmpty, type FieldMap } from './fields';
import { userToAppOrNone } from './users';

const SHARED_FIELDS: FieldMap = {
    id: '_id',
    displayName: 'fname',
    slugifiedName: 'name',
    type: 't',
    userIds: 'uids',
    messageCount: 'msgs',
    createdAt: 'ts',
    updatedAt: '_updatedAt',
    lastModifiedAt: 'lm',
    customFields: 'customFields',
    description: 'description',
    teamId: 'teamId',
    isTeamMain: 'teamMain',
    displaySystemMessages: (rest) => take(rest, 'sysMes') ?? true,
};

/** A full room: its creator as a full user and, for a discussion, its parent as a full room. */
export async function roomToApp(port: ServerPort, room: RoomDoc): Promise<IRoom> {
    return (await convertFields(room, {
        ...SHARED_FIELDS,
        isDefault: (rest) => !!take(rest, 'default'),
        isReadOnly: (rest) => !!take(rest, 'ro'),
        creator: async (rest) => {
            const creator = take<UserRef | undefined>(rest, 'u');
            return creator && userToAppOrNone(await port.users.getById(creator._id));
        },
        parentRoom: (rest) => {
            const parentId = take<string | undefined>(rest, 'prid');
            return parentId ? roomToAppById(port, parentId) : undefined;
        },
    })) as unknown as IRoom;
}

/** A full room by its id; undefined when it does not exist. */
export async function roomToAppById(port: ServerPort, roomId: string): Promise<IRoom | undefined> {
    const room = await port.rooms.getById(roomId);
    return room ? roomToApp(port, room) : undefined;
}

/** A room without any lookup, as `getAllRooms` returns it. */
export async function roomToAppRaw(room: RoomDoc): Promise<IRoomRaw> {
    return (await convertFields(room, {
        ...SHARED_FIELDS,
        usernames: 'usernames',
        isDefault: 'default',
        isReadOnly: 'ro',
        parentRoomId: 'prid',
        creator: (rest) => {
            const creator = take<UserRef | undefined>(rest, 'u');
            return creator && withoutEmpty({ _id: creator._id, username: creator.username, name: creator.name });
        },
    })) as unknown as IRoomRaw;
}

/** The document fields an app's room names; fields it does not name are left out. */
export function roomToDoc(room: Partial<IRoom>): Partial<RoomDoc> {
    return withoutEmpty({
        _id: room.id,
        t: room.type,
        fname: room.displayName,
        name: room.type === 'd' ? undefined : room.slugifiedName,
        u: room.creator && { _id: room.creator.id, username: room.creator.username, name: room.creator.name },
        uids: room.userIds,
        default: room.isDefault,
        ro: room.isReadOnly,
        sysMes: room.displaySystemMessages,
        msgs: room.messageCount,
        ts: room.createdAt,
        _updatedAt: room.updatedAt,
        lm: room.lastModifiedAt,
        customFields: room.customFields,
        prid: room.parentRoom?.id,
    });
}
