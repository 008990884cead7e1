import type { Message, Person, Room, Workspace } from '../../src/host/workspace';

export interface Fabric {
    people?: Person[];
    rooms?: Room[];
    /** Room id -> ids of its members. */
    members?: Record<string, string[]>;
    messages?: Message[];
}

export const SITE = 'https://chat.example.com';

export function aPerson(id: string, parts: Partial<Person> = {}): Person {
    return { id, username: id, name: id, kind: 'human', roles: ['user'], isActive: true, ...parts };
}

export function aRoom(id: string, parts: Partial<Room> = {}): Room {
    return {
        id,
        type: 'channel',
        name: id,
        isArchived: false,
        isReadOnly: false,
        isEncrypted: false,
        isTeam: false,
        messageCount: 0,
        ...parts,
    };
}

/** A server in memory, for reading. Everything that writes fails the test. */
export function fakeWorkspace({ people = [], rooms = [], members = {}, messages = [] }: Fabric): Workspace {
    const never = (what: string) => () => {
        throw new Error(`${what} must not be called here`);
    };
    const usernames = (room: Room) => (room.memberIds ?? []).map((id) => people.find((one) => one.id === id)?.username);
    const inRoom = (roomId: string) => messages.filter((message) => message.roomId === roomId);
    return {
        siteUrl: () => Promise.resolve(SITE),
        maxMessageLength: () => Promise.resolve(5000),
        personById: (id) => Promise.resolve(people.find((person) => person.id === id)),
        personByUsername: (username) => Promise.resolve(people.find((person) => person.username === username)),
        roomIdsOf: (personId) =>
            Promise.resolve(new Set(Object.keys(members).filter((roomId) => members[roomId]!.includes(personId)))),
        roomById: (id) => Promise.resolve(rooms.find((room) => room.id === id)),
        roomByName: (name) => Promise.resolve(rooms.find((room) => room.name === name && room.type !== 'direct')),
        directRoom: (names) =>
            Promise.resolve(
                rooms.find(
                    (room) =>
                        room.type === 'direct' &&
                        usernames(room).length === names.length &&
                        names.every((name) => usernames(room).includes(name)),
                ),
            ),
        roomsFrom: (skip) => Promise.resolve(rooms.slice(skip, skip + 100)),
        messagesIn: (roomId, { limit, skip, order }) => {
            const sign = order === 'newest' ? -1 : 1;
            const sorted = inRoom(roomId).sort((a, b) => sign * (a.createdAt.getTime() - b.createdAt.getTime()));
            return Promise.resolve(sorted.slice(skip, skip + limit));
        },
        messageById: (id) => Promise.resolve(messages.find((message) => message.id === id)),
        thread: (rootId) =>
            Promise.resolve(messages.filter((message) => message.id === rootId || message.threadId === rootId)),
        unreadCount: () => Promise.resolve(0),
        unreadIn: () => Promise.resolve([]),
        send: never('send'),
        openDirectRoom: never('openDirectRoom'),
        whisper: never('whisper'),
    };
}
