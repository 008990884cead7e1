import type { IAppStorageItem } from '@rocket.chat/apps-engine/server/storage';
import type { ILoggerStorageEntry } from '@rocket.chat/apps-engine/server/logging';
import type {
    Association,
    JobDoc,
    MessageDoc,
    RoleDoc,
    RoomDoc,
    RoomType,
    ServerSettingDoc,
    SubscriptionDoc,
    UploadDoc,
    UserDoc,
} from './store/documents';

/**
 * The one border inside the demo workspace.
 *
 *   browser / MCP client --HTTP--> front (rest/, controls/) --> server/ + store/     one of each, in the main process
 *                                        |   ^
 *                            EngineInstance  ServerPort                              everything on this page
 *                                        v   |
 *                                   engine/ (AppManager, bridges, converters, Deno)  one per instance
 *
 * `ServerPort` is what the bridges of an engine ask of the server; `EngineInstance` is what the server asks of an
 * engine. Instance 0 lives in the main process and calls the objects directly; every other instance is a forked
 * process and calls them over its IPC channel. So all arguments and results survive the structured clone, every method
 * is asynchronous, and functions never cross.
 *
 * All documents are in MongoDB's shape (`store/documents.ts`); turning them into an app's shapes and back is the
 * engine's business (its converters), exactly as in Rocket.Chat.
 */

/* ------------------------------------------------ engine -> server ------------------------------------------------ */

export interface MessageQuery {
    /** 0 = no limit, as MongoDB reads it. */
    limit: number;
    skip: number;
    /** Absent: natural (insertion) order. */
    sort?: { ts: 1 | -1 };
    showThreadMessages: boolean;
}

export interface UserPort {
    getById(id: string): Promise<UserDoc | null>;
    getByUsername(username: string): Promise<UserDoc | null>;
    getByIds(ids: string[]): Promise<UserDoc[]>;
    /** The bot user of an app, `<nameSlug>.bot`. */
    getAppUser(appId: string): Promise<UserDoc | null>;
    activeCount(): Promise<number>;
    /** Room ids of every subscription, archived and closed ones included. */
    roomIds(userId: string): Promise<string[]>;
    /** Sum of `unread` over the subscriptions of rooms that are not archived. */
    unreadCount(userId: string): Promise<number>;
    insert(user: Partial<UserDoc> & { username: string }): Promise<string>;
    update(userId: string, changes: Partial<UserDoc>): Promise<void>;
    remove(userId: string): Promise<void>;
    removeByApp(appId: string, type: 'app' | 'bot'): Promise<void>;
}

export interface CreateRoomInput {
    t: 'c' | 'p' | 'd';
    name?: string;
    fname?: string;
    topic?: string;
    description?: string;
    announcement?: string;
    ro?: boolean;
    customFields?: Record<string, unknown>;
    /** Parent room (and optionally the message) of a discussion. */
    prid?: string;
    pmid?: string;
    reply?: string;
}

export interface RoomPort {
    getById(id: string): Promise<RoomDoc | null>;
    getByName(name: string): Promise<RoomDoc | null>;
    getDirectByUsernames(usernames: string[]): Promise<RoomDoc | null>;
    /** Every member; with `role`, those whose subscription carries it (`owner`, `moderator`, `leader`). */
    members(roomId: string, role?: string): Promise<UserDoc[]>;
    subscription(roomId: string, userId: string): Promise<SubscriptionDoc | null>;
    /** `_hidden` not true and untyped only; replies are left out unless `showThreadMessages`. */
    messages(roomId: string, query: MessageQuery): Promise<MessageDoc[]>;
    /** `ls < ts < now`, all types, own messages included; [] without `ls`. Throws without a subscription. */
    unread(roomId: string, userId: string, query: MessageQuery): Promise<MessageDoc[]>;
    unreadCount(roomId: string, userId: string): Promise<number>;
    all(
        filter: { types?: RoomType[]; discussions?: boolean; teams?: boolean },
        page: { limit: number; skip: number },
    ): Promise<RoomDoc[]>;
    /** Runs the same permission checks as the product does for `creatorId`. */
    create(creatorId: string, room: CreateRoomInput, memberUsernames: string[]): Promise<string>;
    /** A raw `$set`: no permission or uniqueness check; then adds the members. */
    update(roomId: string, changes: Partial<RoomDoc>, memberUsernames: string[]): Promise<void>;
    /** Deletes the room with its messages. Fires no event. */
    remove(roomId: string): Promise<void>;
    removeMembers(roomId: string, usernames: string[]): Promise<void>;
}

export interface MessagePort {
    /** Any message, hidden and typed ones included. */
    getById(id: string): Promise<MessageDoc | null>;
    /** Root and replies in natural order (`$or: [{_id}, {tmid}]`), hidden ones included. */
    thread(rootId: string): Promise<MessageDoc[]>;
    /** Sends with the checks the product makes for `senderId`; throws what it refuses. Returns the id. */
    send(senderId: string, message: Partial<MessageDoc> & { rid: string }): Promise<string>;
    /** No permission check, no time limit; sets the edit marks for `editorId`. */
    update(messageId: string, changes: Partial<MessageDoc>, editorId: string): Promise<void>;
    /** No permission check. */
    remove(messageId: string, userId: string): Promise<void>;
    /** `emoji` with or without colons; checks that it exists and that the user may react. */
    react(messageId: string, userId: string, emoji: string, on: boolean): Promise<void>;
}

export interface UploadPort {
    getById(id: string): Promise<Omit<UploadDoc, 'data'> | null>;
    data(id: string): Promise<Buffer | null>;
    /** Stores the file and posts its message as `userId`. */
    create(
        details: { name: string; type?: string; rid: string; userId: string },
        data: Buffer,
    ): Promise<Omit<UploadDoc, 'data'>>;
}

export interface RolePort {
    getByIdOrName(idOrName: string): Promise<RoleDoc | null>;
    custom(): Promise<RoleDoc[]>;
}

export interface ServerSettingPort {
    getById(id: string): Promise<ServerSettingDoc | null>;
    set(id: string, value: string | number | boolean): Promise<void>;
}

/** Exactly what `AppsPersistence` offers; `docs` of the facts are in `server/persistence.ts`. */
export interface PersistencePort {
    create(appId: string, data: object, associations?: Association[]): Promise<string>;
    readById(id: string): Promise<object | null>;
    readByAssociations(appId: string, associations: Association[]): Promise<object[]>;
    remove(appId: string, id: string): Promise<object | null>;
    removeByAssociations(appId: string, associations: Association[]): Promise<object[] | null>;
    /** Returns '' when it replaced, the new id when it inserted. */
    updateByAssociations(appId: string, associations: Association[], data: object, upsert: boolean): Promise<string>;
    purge(appId: string): Promise<void>;
}

export interface AppStoragePort {
    create(item: IAppStorageItem): Promise<IAppStorageItem>;
    retrieveOne(id: string): Promise<IAppStorageItem | null>;
    retrieveAll(): Promise<IAppStorageItem[]>;
    /** Merges `changes` into the stored item. */
    update(id: string, changes: Partial<IAppStorageItem>): Promise<IAppStorageItem>;
    remove(id: string): Promise<void>;
    storeSource(appId: string, zip: Buffer): Promise<void>;
    fetchSource(appId: string): Promise<Buffer | null>;
    removeSource(appId: string): Promise<void>;
}

export interface AppLogPort {
    store(entry: ILoggerStorageEntry): Promise<ILoggerStorageEntry>;
    find(appId: string): Promise<ILoggerStorageEntry[]>;
    removeFor(appId: string): Promise<void>;
}

export interface SchedulerPort {
    /** One recurring schedule per `name`: a second call replaces interval and data. */
    upsertRecurring(
        job: Pick<JobDoc, 'appId' | 'name' | 'processorId' | 'repeatInterval' | 'data'>,
        skipImmediate: boolean,
    ): Promise<string>;
    scheduleOnce(job: Pick<JobDoc, 'appId' | 'name' | 'processorId' | 'data'>, when: Date): Promise<string>;
    /** A one-time start-up job: inserted only if none with this name is pending. */
    scheduleOnceIfNone(job: Pick<JobDoc, 'appId' | 'name' | 'processorId' | 'data'>, when: Date): Promise<string>;
    /** By job name or stored id. */
    cancel(appId: string, nameOrId: string): Promise<void>;
    cancelAll(appId: string): Promise<void>;
}

/** What the clients of a user would have been shown; read back through `GET /_workspace/inbox`. */
export type ClientDelivery =
    | { kind: 'ephemeral'; message: Partial<MessageDoc> & { rid: string } }
    | { kind: 'typing'; rid: string; username: string; isTyping: boolean }
    | { kind: 'surface'; action: string; appId: string; triggerId: string; view?: unknown; errors?: unknown };

export interface ClientPort {
    deliver(userId: string, delivery: ClientDelivery): Promise<void>;
    /** To everyone subscribed to the room. */
    deliverToRoom(roomId: string, delivery: ClientDelivery): Promise<void>;
}

/** Tells the other instances what changed, as Rocket.Chat's instance broadcast does. */
export type AppBroadcast =
    | { kind: 'added' | 'updated' | 'removed'; appId: string }
    | { kind: 'status'; appId: string; status: string }
    | { kind: 'setting'; appId: string; settingId: string };

export interface ServerPort {
    users: UserPort;
    rooms: RoomPort;
    messages: MessagePort;
    uploads: UploadPort;
    roles: RolePort;
    settings: ServerSettingPort;
    persistence: PersistencePort;
    apps: AppStoragePort;
    logs: AppLogPort;
    scheduler: SchedulerPort;
    clients: ClientPort;
    instances: {
        /** The federation key pair every app package is signed with; one pair for the whole workspace. */
        keyPair(): Promise<{ privateKey: string; publicKey: string }>;
        /** Delivered to every instance but the one that calls. */
        broadcast(message: AppBroadcast): Promise<void>;
    };
}

/* ------------------------------------------------ server -> engine ------------------------------------------------ */

export interface ApiCall {
    visibility: 'public' | 'private';
    appId: string;
    /** Private endpoints only. */
    hash?: string;
    /** Below the app's prefix, without a leading slash, e.g. `mcp/room/GENERAL`. */
    path: string;
    /** Upper or lower case verb. */
    method: string;
    headers: Record<string, string>;
    query: Record<string, unknown>;
    /** What the body parsers left; `{}` for anything but JSON and forms. */
    content: unknown;
    user: UserDoc | null;
}

export interface ApiReply {
    status: number;
    headers: Record<string, string | string[]>;
    /** A string, a Buffer, or something to be sent as JSON; null = empty. */
    content: unknown;
}

/** An event as the server's hooks raise it, before conversion. */
export type WorkspaceEvent =
    | { name: 'IPostMessageSent' | 'IPostSystemMessageSent' | 'IPostMessageUpdated'; message: MessageDoc }
    | { name: 'IPostMessageDeleted'; message: MessageDoc; user: UserDoc }
    | { name: 'IPostMessageReacted'; message: MessageDoc; user: UserDoc; reaction: string; isReacted: boolean }
    | { name: 'IPostMessageFollowed'; message: MessageDoc; user: UserDoc; isFollowed: boolean }
    | { name: 'IPostMessagePinned'; message: MessageDoc; user: UserDoc; isPinned: boolean }
    | { name: 'IPostMessageStarred'; message: MessageDoc; user: UserDoc; isStarred: boolean }
    | { name: 'IPostRoomCreate' | 'IPostRoomDeleted'; room: RoomDoc }
    | { name: 'IPostRoomUserJoined'; room: RoomDoc; joiningUser: UserDoc; inviter?: UserDoc }
    | { name: 'IPostRoomUserLeave'; room: RoomDoc; leavingUser: UserDoc; removedBy?: UserDoc }
    | {
          name: 'IPostUserCreated' | 'IPostUserUpdated' | 'IPostUserDeleted';
          user: UserDoc;
          performedBy?: UserDoc;
          previousData?: UserDoc;
      }
    | { name: 'IPostUserStatusChanged'; user: UserDoc; currentStatus: string; previousStatus: string }
    | { name: 'IPostUserLoggedIn' | 'IPostUserLoggedOut'; user: UserDoc };

export interface CommandCall {
    command: string;
    params: string;
    user: UserDoc;
    room: RoomDoc;
    threadId?: string;
    triggerId?: string;
}

/** The body a client posts to `/api/apps/ui.interaction/:appId`, with the documents it names already looked up. */
export interface Interaction {
    appId: string;
    type: 'blockAction' | 'viewSubmit' | 'viewClosed' | 'actionButton';
    actionId?: string;
    triggerId?: string;
    container?: { id: string; type: string };
    payload: Record<string, unknown>;
    user: UserDoc | null;
    visitor?: unknown;
    room: RoomDoc | null;
    message: MessageDoc | null;
    threadId?: string;
}

export interface AppSummary {
    id: string;
    name: string;
    nameSlug: string;
    version: string;
    /** Apps-Engine status, e.g. `manually_enabled`. */
    status: string;
    implemented: Record<string, boolean>;
    permissionsGranted?: Array<{ name: string }>;
    [field: string]: unknown;
}

export interface AppInstallReply {
    /** Null when the package was refused. */
    app: AppSummary | null;
    implemented: Record<string, boolean>;
    /** Set when the package was refused; nothing was installed then. */
    failed?: { errorType: 'app_storage_error' | 'app_user_error' | 'app_file_error' | 'compiler'; errors: string[] };
}

export interface EngineInstance {
    readonly index: number;
    /** Boots the AppManager over the stored apps and starts those that are enabled. */
    start(): Promise<void>;
    /** Ends every subprocess; resolves when none is left. */
    stop(): Promise<void>;
    /** Process ids of the apps' sandboxes. */
    sandboxPids(): Promise<number[]>;
    /** SIGKILL to the sandboxes of this instance; returns the pids killed. The engine restarts them by itself. */
    killSandboxes(): Promise<number[]>;
    /** Moves the clock the sandboxed apps see; kept over restarts of the sandbox. */
    setClockOffset(milliseconds: number): Promise<void>;

    installApp(zip: Buffer, permissions: unknown[] | undefined, userId: string): Promise<AppInstallReply>;
    updateApp(appId: string, zip: Buffer, permissions: unknown[] | undefined, userId: string): Promise<AppInstallReply>;
    removeApp(appId: string, userId: string): Promise<AppSummary>;
    changeStatus(appId: string, status: 'manually_enabled' | 'manually_disabled'): Promise<string>;
    listApps(): Promise<AppSummary[]>;
    getApp(appId: string): Promise<AppSummary | null>;
    appApis(appId: string): Promise<unknown[]>;
    getSettings(appId: string): Promise<Record<string, unknown>>;
    setSetting(appId: string, settingId: string, value: unknown): Promise<void>;
    languages(): Promise<Array<{ id: string; languages: Record<string, unknown> }>>;
    actionButtons(): Promise<unknown[]>;
    /** Applies what another instance broadcast. */
    apply(message: AppBroadcast): Promise<void>;

    /** Null: no such app, path or visibility (the front answers 404 `Not Found`). */
    callApi(call: ApiCall): Promise<ApiReply | null>;
    commandExists(command: string): Promise<boolean>;
    runCommand(call: CommandCall): Promise<void>;
    interact(interaction: Interaction): Promise<unknown>;
    emit(event: WorkspaceEvent): Promise<void>;
    /** Runs one due job; rejects when the processor fails or takes longer than the runtime's limit. */
    runJob(job: JobDoc): Promise<void>;
}
