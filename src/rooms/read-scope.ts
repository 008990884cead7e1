import {
    isShown,
    type Message,
    type MessagePage,
    type Person,
    type PersonRef,
    type Room,
    type Workspace,
} from '../host/workspace';

/**
 * What one person may read, right now. Every tool, resource, completion, command and button reads through a scope; the
 * rooms are asked anew for each request, so leaving a room hides it on the very next call.
 *
 * A room outside the scope and a room that does not exist are the same to the caller: `undefined`, or an empty list.
 */
export interface ReadScope {
    readonly person: Person;
    has(roomId: string): boolean;
    roomIds(): string[];
    room(id: string): Promise<Room | undefined>;
    /** The room with exactly this name, if it is in the scope. */
    roomByName(name: string): Promise<Room | undefined>;
    /** The direct message between exactly these people (the reader included), if there is one. */
    directRoom(usernames: string[]): Promise<Room | undefined>;
    /** Every room of the scope. One host call each, a few at a time. */
    rooms(): Promise<Room[]>;
    messagesIn(roomId: string, page: MessagePage): Promise<Message[]>;
    /** Hidden and deleted messages are `undefined`. */
    message(id: string): Promise<Message | undefined>;
    /** Root first, then replies oldest first. */
    thread(rootId: string): Promise<Message[]>;
    /** Messages of others that the person has not seen; counted up to 100. */
    unreadCount(roomId: string): Promise<number>;
    /** Names of people, for rooms that have none of their own. Unknown ids are left out. */
    people(ids: string[]): Promise<PersonRef[]>;
}

export interface ScopeLimits {
    /** Narrows the scope to these rooms (a connection's or an endpoint's own limit); it can never widen it. */
    onlyRooms?: ReadonlySet<string>;
}

/** Host calls in flight at once when a scope reads many rooms. */
const PARALLEL_READS = 16;

/** More unread messages than this are reported as this many: the host hands out at most 100 at a time. */
export const UNREAD_CAP = 100;

/** Opens the scope of a person: one host call. Rejects with `host_unavailable`, never opens a scope in doubt. */
export async function openReadScope(
    workspace: Workspace,
    person: Person,
    limits: ScopeLimits = {},
): Promise<ReadScope> {
    const joined = await workspace.roomIdsOf(person.id);
    const { onlyRooms } = limits;
    const allowed = onlyRooms ? new Set([...joined].filter((id) => onlyRooms.has(id))) : joined;
    const known = new Map<string, PersonRef>([[person.id, person]]);
    const within = (room: Room | undefined) => (room && allowed.has(room.id) ? room : undefined);

    const scope: ReadScope = {
        person,
        has: (roomId) => allowed.has(roomId),
        roomIds: () => [...allowed],
        room: async (id) => (allowed.has(id) ? workspace.roomById(id) : undefined),
        roomByName: async (name) => within(await workspace.roomByName(name)),
        directRoom: async (usernames) => within(await workspace.directRoom(usernames)),

        async rooms() {
            const found = await inParallel([...allowed], (id) => workspace.roomById(id));
            return found.filter((room) => room !== undefined);
        },

        messagesIn: async (roomId, page) =>
            allowed.has(roomId) ? (await workspace.messagesIn(roomId, page)).filter(isShown) : [],

        async message(id) {
            const message = await workspace.messageById(id);
            return message && allowed.has(message.roomId) && isShown(message) ? message : undefined;
        },

        async thread(rootId) {
            const messages = await workspace.thread(rootId);
            return messages.every(({ roomId }) => allowed.has(roomId)) ? messages : [];
        },

        async unreadCount(roomId) {
            if (!allowed.has(roomId) || (await workspace.unreadCount(roomId, person.id)) === 0) {
                return 0;
            }
            const unread = await workspace.unreadIn(roomId, person.id, UNREAD_CAP);
            return unread.filter((message) => isShown(message) && !message.type && message.author.id !== person.id)
                .length;
        },

        async people(ids) {
            const missing = ids.filter((id) => !known.has(id));
            const found = await inParallel(missing, (id) => workspace.personById(id));
            found.forEach((other) => other && known.set(other.id, other));
            return ids.flatMap((id) => known.get(id) ?? []);
        },
    };
    return scope;
}

async function inParallel<T, R>(items: T[], work: (item: T) => Promise<R>): Promise<R[]> {
    const results: R[] = new Array<R>(items.length);
    let next = 0;
    const worker = async () => {
        while (next < items.length) {
            const index = next++;
            results[index] = await work(items[index]!);
        }
    };
    await Promise.all(Array.from({ length: Math.min(PARALLEL_READS, items.length) }, worker));
    return results;
}
