import type { AttachmentDoc, MessageDoc, RoomDoc, SubscriptionDoc } from '../store/documents';

/**
 * One line of a seed file: an object with exactly one of these keys. Names refer to earlier lines; a line that names
 * something unknown is refused with its line number. The first five properties of each kind are the public format
 * (`docs/workspace.md`); the rest exists for the demo company.
 */
export type SeedLine =
    | { user: SeedUser }
    | { room: SeedRoom }
    | { message: SeedMessage }
    | { read: { user: string; room: string; ts: string; /** Thread unread marks left over. */ tunread?: string[] } }
    | { emoji: { name: string; aliases?: string[]; /** A PNG, base64. */ png: string } }
    | {
          subscription: { user: string; room: string } & Partial<
              Pick<SubscriptionDoc, 'open' | 'f' | 'hideUnreadStatus' | 'hideMentionStatus' | 'disableNotifications'>
          >;
      };

export interface SeedUser {
    username: string;
    name: string;
    roles?: string[];
    bio?: string;
    utcOffset?: number;
    status?: 'online' | 'away' | 'busy' | 'offline';
    statusText?: string;
    language?: string;
    highlights?: string[];
    bot?: boolean;
    /** Default: a random one, printed at start. */
    password?: string;
}

export interface SeedRoom {
    /** For direct messages only a handle that later lines use. */
    name: string;
    type: 'c' | 'p' | 'd';
    members: string[];
    topic?: string;
    /** Name of a team: this room becomes its main room. */
    teamMain?: string | boolean;
    owner?: string;
    announcement?: string;
    description?: string;
    displayName?: string;
    readOnly?: boolean;
    archived?: boolean;
    encrypted?: boolean;
    /** The parent room's name: makes this room a discussion. */
    parent?: string;
    createdAt?: string;
    fields?: Partial<RoomDoc>;
}

export interface SeedMessage {
    id?: string;
    room: string;
    user: string;
    text: string;
    /** ISO 8601. */
    ts: string;
    /** Id of the thread's root. */
    thread?: string;
    /** Time of the last edit. */
    edited?: string;
    /** Usernames, team names, `all` or `here`. Default: the @names found in the text. */
    mentions?: string[];
    file?: {
        name: string;
        type: string;
        size: number;
        description?: string;
        /** Content, base64; default: made up of the right size. */ data?: string;
    };
    /** Emoji -> usernames. */
    reactions?: Record<string, string[]>;
    tshow?: boolean;
    pinned?: boolean;
    type?: string;
    attachments?: AttachmentDoc[];
    fields?: Partial<MessageDoc>;
}
