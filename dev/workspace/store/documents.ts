/**
 * The documents of the demo workspace, in the shapes Rocket.Chat keeps in MongoDB (same field names), so that the
 * converters between them and an app's view can be as faithful as the real ones.
 */

export interface UserRef {
    _id: string;
    username: string;
    name?: string;
}

export interface LoginToken {
    /** base64 SHA-256 of the token, as in `services.resume.loginTokens`. */
    hashedToken: string;
    when: Date;
    /** Present on personal access tokens. */
    type?: 'personalAccessToken';
    name?: string;
}

export interface UserDoc {
    _id: string;
    username: string;
    name: string;
    type: 'user' | 'bot' | 'app';
    active: boolean;
    roles: string[];
    emails: Array<{ address: string; verified: boolean }>;
    status: 'online' | 'away' | 'busy' | 'offline';
    statusText?: string;
    statusConnection?: string;
    utcOffset?: number;
    bio?: string;
    appId?: string;
    createdAt: Date;
    _updatedAt: Date;
    lastLogin?: Date;
    customFields?: Record<string, unknown>;
    settings?: { preferences?: { language?: string; highlights?: string[] } };
    services: { password?: { scrypt: string; salt: string }; resume: { loginTokens: LoginToken[] } };
}

export type RoomType = 'c' | 'p' | 'd' | 'l';

export interface RoomDoc {
    _id: string;
    t: RoomType;
    /** Absent on direct messages. */
    name?: string;
    fname?: string;
    u?: UserRef;
    /** Direct messages only: the members. */
    uids?: string[];
    usernames?: string[];
    msgs: number;
    usersCount: number;
    ts: Date;
    /** Time of the last message. */
    lm?: Date;
    _updatedAt: Date;
    default?: boolean;
    ro?: boolean;
    sysMes?: boolean | string[];
    topic?: string;
    announcement?: string;
    description?: string;
    archived?: boolean;
    encrypted?: boolean;
    /** Parent room of a discussion. */
    prid?: string;
    teamId?: string;
    teamMain?: boolean;
    lastMessage?: MessageDoc;
    customFields?: Record<string, unknown>;
    muted?: string[];
}

export interface SubscriptionDoc {
    _id: string;
    rid: string;
    t: RoomType;
    name: string;
    fname?: string;
    u: UserRef;
    ts: Date;
    /** Last seen. Absent until the room was first read. */
    ls?: Date;
    lr?: Date;
    open: boolean;
    alert: boolean;
    unread: number;
    userMentions: number;
    groupMentions: number;
    tunread: string[];
    tunreadUser: string[];
    tunreadGroup: string[];
    roles?: string[];
    f?: boolean;
    archived?: boolean;
    hideUnreadStatus?: boolean;
    hideMentionStatus?: boolean;
    disableNotifications?: boolean;
    muteGroupMentions?: boolean;
    prid?: string;
    teamId?: string;
    teamMain?: boolean;
    _updatedAt: Date;
}

export interface MentionDoc {
    /** A user's or team's id, or `all` / `here`. */
    _id: string;
    username?: string;
    name?: string;
    type: 'user' | 'team';
}

export interface FileRef {
    _id: string;
    name: string;
    type: string;
    size?: number;
    format?: string;
}

/** An attachment as stored; only the fields this workspace produces or reads are named. */
export interface AttachmentDoc {
    ts?: Date;
    text?: string;
    title?: string;
    title_link?: string;
    title_link_download?: boolean;
    description?: string;
    type?: string;
    image_url?: string;
    image_type?: string;
    image_size?: number;
    message_link?: string;
    author_name?: string;
    author_icon?: string;
    attachments?: AttachmentDoc[];
    [field: string]: unknown;
}

export interface MessageDoc {
    _id: string;
    rid: string;
    msg: string;
    ts: Date;
    u: UserRef;
    _updatedAt: Date;
    /** Set on system messages, `e2e` ciphertext and `rm` markers; such messages are "typed". */
    t?: string;
    /** Thread replies: the root's id. */
    tmid?: string;
    /** Thread replies "also sent to the channel". */
    tshow?: boolean;
    /** Thread roots: number of replies, time of the last one, followers. */
    tcount?: number;
    tlm?: Date;
    replies?: string[];
    drid?: string;
    dcount?: number;
    dlm?: Date;
    mentions?: MentionDoc[];
    channels?: Array<{ _id: string; name: string }>;
    urls?: Array<{ url: string }>;
    editedAt?: Date;
    editedBy?: UserRef;
    reactions?: Record<string, { usernames: string[]; names?: string[] }>;
    attachments?: AttachmentDoc[];
    file?: FileRef;
    files?: FileRef[];
    pinned?: boolean;
    pinnedAt?: Date;
    pinnedBy?: UserRef;
    starred?: Array<{ _id: string }>;
    _hidden?: boolean;
    parent?: string;
    alias?: string;
    emoji?: string;
    avatar?: string;
    bot?: { i: string } | null;
    groupable?: boolean;
    parseUrls?: boolean;
    customFields?: Record<string, unknown>;
    blocks?: unknown[];
    content?: { algorithm: string; ciphertext: string };
    unread?: boolean;
}

export interface UploadDoc {
    _id: string;
    name: string;
    type: string;
    size: number;
    rid: string;
    userId: string;
    store: string;
    url: string;
    path: string;
    complete: boolean;
    uploadedAt: Date;
    _updatedAt: Date;
    description?: string;
    /** The bytes. Kept apart from the document when the workspace keeps its data on disk. */
    data: Buffer;
}

export interface EmojiDoc {
    _id: string;
    name: string;
    aliases: string[];
    extension: string;
    _updatedAt: Date;
}

export interface RoleDoc {
    _id: string;
    name: string;
    description: string;
    scope: 'Users' | 'Subscriptions';
    protected: boolean;
    mandatory2fa?: boolean;
}

export interface TeamDoc {
    _id: string;
    name: string;
    type: 0 | 1;
    roomId: string;
    memberIds: string[];
    createdAt: Date;
    createdBy: UserRef;
    _updatedAt: Date;
}

export interface ServerSettingDoc {
    _id: string;
    value: string | number | boolean;
    packageValue: string | number | boolean;
    type: string;
    public: boolean;
    hidden?: boolean;
    secret?: boolean;
}

/** One record of an app's persistence (`apps_persistence`). */
export interface PersistenceDoc {
    _id: string;
    appId: string;
    associations?: Association[];
    data: object;
    _updatedAt: Date;
}

export interface Association {
    model: string;
    id: string;
}

/** One scheduled job (`rocketchat_apps_scheduler`). `name` already carries the `_<appId>` suffix. */
export interface JobDoc {
    _id: string;
    appId: string;
    name: string;
    processorId: string;
    /** `single` = one recurring schedule per name; `normal` = one run at `nextRunAt`. */
    type: 'single' | 'normal';
    /** Cron expression or human interval of a recurring job. */
    repeatInterval?: string;
    nextRunAt: Date | null;
    lockedAt: Date | null;
    lastRunAt?: Date;
    lastFinishedAt?: Date;
    failedAt?: Date;
    failReason?: string;
    data: Record<string, unknown>;
}
