import { cleanText } from '../messages/clean-text';
import { roomLink } from '../messages/permalinks';
import type { Room } from '../host/workspace';
import type { ReadScope } from '../rooms/read-scope';
import { roomName } from '../rooms/room-name';
import type { RoomView } from './shapes';

/** Longer topics are cut: they tell rooms apart, they are not the answer. */
const TOPIC_LENGTH = 160;

/** A room as tools return it; `unread` is added by those that count it. */
export async function viewRoom(scope: ReadScope, site: string, room: Room): Promise<RoomView> {
    const view: RoomView = {
        id: room.id,
        name: await roomName(scope, room),
        type: room.type,
        link: roomLink(site, room),
    };
    const topic = room.topic ?? room.description;
    return {
        ...view,
        ...(room.displayName && `#${room.displayName}` !== view.name && room.type !== 'direct'
            ? { displayName: cleanText(room.displayName) }
            : {}),
        ...(topic ? { topic: cleanText(topic).slice(0, TOPIC_LENGTH) } : {}),
        ...(room.memberCount !== undefined ? { members: room.memberCount } : {}),
        ...(room.lastMessageAt ? { lastMessageAt: room.lastMessageAt.toISOString() } : {}),
        ...(room.parentId ? { discussionOf: room.parentId } : {}),
        ...(room.isTeam ? { team: true as const } : {}),
        ...(room.isReadOnly ? { readOnly: true as const } : {}),
        ...(room.isArchived ? { archived: true as const } : {}),
        ...(room.isEncrypted ? { encrypted: true as const } : {}),
    };
}
