/**
 * The port: all this product asks of a Rocket.Chat server, in plain types. Every quirk of the host ends in the adapter
 * (`rocketchat.ts`): here a missing thing is `undefined`, a time is a `Date`, a thread's root comes once.
 *
 * Nothing here checks what a person may see. Reading through a `ReadScope` (`rooms/read-scope.ts`) does, and it is the
 * only caller of the reading methods.
 */

export type PersonKind = 'human' | 'bot' | 'app' | 'guest';

export interface Person {
    id: string;
    username: string;
    name: string;
    kind: PersonKind;
    roles: string[];
    /** False for a deactivated account. */
    isActive: boolean;
    /** Language tag of the person's preference, e.g. `pt-BR`. */
    language?: string;
    /** Hours from UTC. */
    utcOffset?: number;
}

export type RoomType = 'channel' | 'private' | 'direct' | 'livechat';

export interface Room {
    id: string;
    type: RoomType;
    /** The name in links and commands. Absent for direct messages. */
    name?: string;
    displayName?: string;
    /** Direct messages only: ids of the people in it. */
    memberIds?: string[];
    memberCount?: number;
    topic?: string;
    announcement?: string;
    description?: string;
    isArchived: boolean;
    isReadOnly: boolean;
    isEncrypted: boolean;
    isTeam: boolean;
    /** Parent room's id, for a discussion. */
    parentId?: string;
    /** Number of messages ever sent, as the host counts them. */
    messageCount: number;
    createdAt?: Date;
    /** Time of the last message. */
    lastMessageAt?: Date;
}

export interface PersonRef {
    id: string;
    username: string;
    name?: string;
}

export interface MessageFile {
    id: string;
    name: string;
    type?: string;
    size?: number;
}

export interface Attachment {
    title?: string;
    description?: string;
    text?: string;
    /** Set on quotes. */
    authorName?: string;
    quotedLink?: string;
    imageUrl?: string;
}

export interface Mention {
    /** A person's or a team's id, or `all` / `here`. */
    id: string;
    username?: string;
    kind: 'user' | 'team';
}

export interface Message {
    id: string;
    roomId: string;
    author: PersonRef;
    text: string;
    createdAt: Date;
    updatedAt?: Date;
    editedAt?: Date;
    /** Root of the thread this is a reply to. */
    threadId?: string;
    /** A reply "also sent to the room". */
    isShownInRoom: boolean;
    /** Thread roots: number of replies and time of the last. */
    replyCount: number;
    lastReplyAt?: Date;
    mentions: Mention[];
    files: MessageFile[];
    attachments: Attachment[];
    /** `:emoji:` -> usernames. */
    reactions: Record<string, string[]>;
    /** Name shown instead of the author's, set by integrations. */
    alias?: string;
    isPinned: boolean;
    /** System messages, deleted markers (`rm`), ciphertext (`e2e`): the host's type. */
    type?: string;
    /** Kept by the host but shown to nobody: history of edits, hidden deletions. */
    isHidden: boolean;
}

/** Deleted markers and kept copies of edits are still in the host's store; no client shows them, so we do not. */
export const isShown = ({ isHidden, type }: Message) => !isHidden && type !== 'rm';

export interface MessagePage {
    /** 1 to 100. */
    limit: number;
    skip: number;
    order: 'newest' | 'oldest';
}

export interface OutgoingMessage {
    roomId: string;
    senderId: string;
    text: string;
    threadId?: string;
}

/** Reads and writes of one call. A method rejects with an `AppError` of code `host_unavailable` when the host fails. */
export interface Workspace {
    /** Base address of the server as people see it, without a trailing slash. */
    siteUrl(): Promise<string>;
    /** Longest text the server takes in one message, in characters. */
    maxMessageLength(): Promise<number>;

    personById(id: string): Promise<Person | undefined>;
    personByUsername(username: string): Promise<Person | undefined>;

    /** Rooms the person is subscribed to, archived and hidden ones included. */
    roomIdsOf(personId: string): Promise<Set<string>>;
    roomById(id: string): Promise<Room | undefined>;
    /** The channel or private room with exactly this name. */
    roomByName(name: string): Promise<Room | undefined>;
    directRoom(usernames: string[]): Promise<Room | undefined>;
    /** Rooms of the whole workspace, everybody's, at most 100 from a position; empty at the end. In no fixed order. */
    roomsFrom(skip: number): Promise<Room[]>;

    /** Ordinary messages only, thread replies included. Same-millisecond messages come in no fixed order. */
    messagesIn(roomId: string, page: MessagePage): Promise<Message[]>;
    messageById(id: string): Promise<Message | undefined>;
    /** Root first, then the replies, oldest first; hidden and deleted ones left out. Empty when unknown. */
    thread(rootId: string): Promise<Message[]>;
    /** Unread for this person as the host counts: the person's own and system messages included. */
    unreadCount(roomId: string, personId: string): Promise<number>;
    /** Oldest first, at most `limit` (1 to 100): what is newer than the person's last look at the room. */
    unreadIn(roomId: string, personId: string, limit: number): Promise<Message[]>;

    /** Sends as the person, with the host's own checks; rejects with `send_refused`. Resolves to the message's id. */
    send(message: OutgoingMessage): Promise<string>;
    /** Opens (or finds) the direct message between people, as `creatorId`. Resolves to the room's id. */
    openDirectRoom(creatorId: string, usernames: string[]): Promise<string>;
    /** Shows a text to one person only, in a room they have open; it is not stored. */
    whisper(personId: string, roomId: string, text: string, threadId?: string): Promise<void>;
}
