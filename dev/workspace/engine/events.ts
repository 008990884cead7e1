import type { ServerPort, WorkspaceEvent } from '../ports';
import { messageToApp } from './converters/messages';
import { roomToApp } from './converters/rooms';
import { userToApp, userToAppOrNone } from './converters/users';

/** What the engine's listener manager is given for an event: full messages, rooms and users. */
export async function eventPayload(port: ServerPort, event: WorkspaceEvent): Promise<unknown> {
    switch (event.name) {
        case 'IPostMessageSent':
        case 'IPostSystemMessageSent':
        case 'IPostMessageUpdated':
            return messageToApp(port, event.message);
        case 'IPostMessageDeleted':
        case 'IPostMessageReacted':
        case 'IPostMessageFollowed':
        case 'IPostMessagePinned':
        case 'IPostMessageStarred': {
            const { name: _name, message, user, ...flags } = event;
            return { message: await messageToApp(port, message), user: userToApp(user), ...flags };
        }
        case 'IPostRoomCreate':
        case 'IPostRoomDeleted':
            return roomToApp(port, event.room);
        case 'IPostRoomUserJoined':
            return {
                room: await roomToApp(port, event.room),
                joiningUser: userToApp(event.joiningUser),
                inviter: userToAppOrNone(event.inviter),
            };
        case 'IPostRoomUserLeave':
            return {
                room: await roomToApp(port, event.room),
                leavingUser: userToApp(event.leavingUser),
                removedBy: userToAppOrNone(event.removedBy),
            };
        case 'IPostUserCreated':
        case 'IPostUserUpdated':
        case 'IPostUserDeleted':
            return {
                user: userToApp(event.user),
                performedBy: userToAppOrNone(event.performedBy),
                ...(event.name === 'IPostUserUpdated' && { previousData: userToAppOrNone(event.previousData) }),
            };
        case 'IPostUserStatusChanged': {
            const { user, currentStatus, previousStatus } = event;
            return { user: userToApp(user), currentStatus, previousStatus };
        }
        case 'IPostUserLoggedIn':
        case 'IPostUserLoggedOut':
            return userToApp(event.user);
    }
}
