import type { Message, MessagePage, Room } from '../host/workspace';

/**
 * What the index reads for itself, whoever may see it: it covers every room, and only what a person may read is ever
 * taken from it (`search.ts`). Nothing else reads through this.
 */
export interface Catalog {
    /** Every room of the workspace, in pages of 100; an empty page is the end. Order is the host's own. */
    roomsFrom(skip: number): Promise<Room[]>;
    roomById(id: string): Promise<Room | undefined>;
    messagesIn(roomId: string, page: MessagePage): Promise<Message[]>;
    messageById(id: string): Promise<Message | undefined>;
}

/** All rooms, each once: pages may shift while rooms come and go. A page that brings nothing new is the last one. */
export async function allRooms(catalog: Catalog): Promise<Room[]> {
    const rooms = new Map<string, Room>();
    for (let skip = 0; ;) {
        const page = await catalog.roomsFrom(skip);
        const isNew = page.some(({ id }) => !rooms.has(id));
        page.forEach((room) => rooms.set(room.id, room));
        if (!isNew) {
            return [...rooms.values()];
        }
        skip += page.length;
    }
}

/** The server cannot read end-to-end encrypted rooms, so they are not indexed; what they hold is ciphertext. */
export const isIndexable = (room: Pick<Room, 'isEncrypted'>) => !room.isEncrypted;
