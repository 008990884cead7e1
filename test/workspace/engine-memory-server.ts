import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { AppBroadcast, ClientDelivery, EngineInstance, ServerPort } from '../../dev/workspace/ports';
import type {
    Association,
    JobDoc,
    MessageDoc,
    PersistenceDoc,
    RoomDoc,
    UploadDoc,
    UserDoc,
} from '../../dev/workspace/store/documents';
import type { IAppStorageItem } from '@rocket.chat/apps-engine/server/storage';

const NOW = new Date('2025-06-01T12:00:00.000Z');

export function user(id: string, more: Partial<UserDoc> = {}): UserDoc {
    return {
        _id: id,
        username: id,
        name: id.toUpperCase(),
        type: 'user',
        active: true,
        roles: ['user'],
        emails: [{ address: `${id}@example.org`, verified: true }],
        status: 'online',
        createdAt: NOW,
        _updatedAt: NOW,
        services: { resume: { loginTokens: [] } },
        ...more,
    };
}

export function message(id: string, more: Partial<MessageDoc> = {}): MessageDoc {
    return {
        _id: id,
        rid: 'r1',
        msg: `text of ${id}`,
        ts: NOW,
        _updatedAt: NOW,
        u: { _id: 'ann', username: 'ann' },
        ...more,
    };
}

export function room(id: string, more: Partial<RoomDoc> = {}): RoomDoc {
    return { _id: id, t: 'c', name: `room-${id}`, msgs: 0, usersCount: 2, ts: NOW, _updatedAt: NOW, ...more };
}

function upload(id: string, more: Partial<UploadDoc>): UploadDoc {
    return {
        _id: id,
        name: 'plan.txt',
        type: 'text/plain',
        size: 8,
        rid: 'r1',
        userId: 'ann',
        store: 'FileSystem:Uploads',
        url: `/file-upload/${id}/plan.txt`,
        path: `/file-upload/${id}/plan.txt`,
        complete: true,
        uploadedAt: NOW,
        _updatedAt: NOW,
        data: Buffer.alloc(0),
        ...more,
    };
}

/**
 * The smallest server an engine can run over: two people, a room, a discussion, a thread. What the tests here do not
 * need, it does not have, and says so.
 */
export class MemoryServer {
    public readonly users = [user('ann', { roles: ['admin'] }), user('bob')];
    public readonly rooms = [
        room('r1', { u: { _id: 'ann', username: 'ann' }, topic: 'all things' }),
        room('r2', { prid: 'r1', fname: 'A discussion' }),
    ];
    public readonly messages = [
        message('root', { tcount: 1, mentions: [{ _id: 'bob', username: 'bob', type: 'user' }] }),
        message('reply', {
            tmid: 'root',
            u: { _id: 'bob', username: 'bob' },
            editedAt: NOW,
            editedBy: { _id: 'bob', username: 'bob' },
            attachments: [{ title: 'plan.txt', title_link: '/file-upload/f1/plan.txt', type: 'file' }],
            file: { _id: 'f1', name: 'plan.txt', type: 'text/plain' },
        }),
    ];
    public readonly uploads = [upload('f1', { data: Buffer.from('the plan') })];
    public readonly records: PersistenceDoc[] = [];
    public readonly jobs: Array<Pick<JobDoc, 'appId' | 'name' | 'processorId' | 'data'>> = [];
    public readonly deliveries: Array<ClientDelivery & { userId: string }> = [];
    public readonly sent: Array<{ senderId: string; message: Partial<MessageDoc> }> = [];
    public readonly calls: unknown[][] = [];
    public readonly logs: Array<{ appId: string; method: string; entries: unknown[] }> = [];
    public readonly apps = new Map<string, IAppStorageItem>();
    public readonly sources = new Map<string, Buffer>();
    private readonly engines: EngineInstance[] = [];
    private readonly keys = generateKeyPairSync('rsa', {
        modulusLength: 2048,
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
        publicKeyEncoding: { type: 'spki', format: 'pem' },
    });

    public join(engine: EngineInstance): EngineInstance {
        this.engines.push(engine);
        return engine;
    }

    /** The server as the instance `index` sees it. */
    public port(index: number): ServerPort {
        const matches = (doc: PersistenceDoc, links: Association[]) =>
            links.every((link) => doc.associations?.some(({ model, id }) => model === link.model && id === link.id));
        const find = <T extends { _id: string }>(docs: T[], id: string) => docs.find(({ _id }) => _id === id) ?? null;
        const schedule = async (job: Pick<JobDoc, 'appId' | 'name' | 'processorId' | 'data'>) => {
            this.jobs.push(job);
            return 'job-1';
        };
        const port = {
            users: {
                getById: async (id: string) => find(this.users, id),
                getByUsername: async (username: string) => this.users.find((one) => one.username === username) ?? null,
                getByIds: async (ids: string[]) => this.users.filter(({ _id }) => ids.includes(_id)),
                getAppUser: async (appId: string) => this.users.find((one) => one.appId === appId) ?? null,
                roomIds: async () => this.rooms.map(({ _id }) => _id),
                insert: async (data: Partial<UserDoc> & { username: string }) => {
                    this.users.push(user(data.username, data));
                    return data.username;
                },
                remove: async (id: string) => void this.users.splice(this.users.indexOf(find(this.users, id)!), 1),
            },
            rooms: {
                getById: async (id: string) => find(this.rooms, id),
                members: async () => this.users.filter(({ type }) => type === 'user'),
                messages: async (...query: unknown[]) => {
                    this.calls.push(query);
                    return this.messages;
                },
                all: async () => this.rooms,
            },
            messages: {
                getById: async (id: string) => find(this.messages, id),
                thread: async (id: string) => this.messages.filter(({ _id, tmid }) => _id === id || tmid === id),
                send: async (senderId: string, sent: Partial<MessageDoc>) => {
                    if (senderId === 'bob') {
                        throw new Error('error-not-allowed');
                    }
                    this.sent.push({ senderId, message: sent });
                    return 'new-message';
                },
                update: async (...call: unknown[]) => void this.calls.push(call),
                react: async (...call: unknown[]) => void this.calls.push(call),
            },
            uploads: {
                getById: async (id: string) => find(this.uploads, id),
                data: async (id: string) => find(this.uploads, id)?.data ?? null,
                create: async (details: { name: string; rid: string; userId: string }, data: Buffer) => {
                    this.uploads.push(upload('f2', { ...details, data: Buffer.from(data) }));
                    return this.uploads.at(-1)!;
                },
            },
            settings: {
                getById: async (id: string) => ({
                    _id: id,
                    value: 'http://localhost',
                    packageValue: '',
                    type: 'string',
                    public: true,
                    secret: id === 'Secret',
                    hidden: id === 'Hidden',
                }),
            },
            persistence: {
                readByAssociations: async (appId: string, links: Association[]) =>
                    this.records.filter((doc) => doc.appId === appId && matches(doc, links)).map(({ data }) => data),
                updateByAssociations: async (appId: string, associations: Association[], data: object) => {
                    const known = this.records.find((doc) => doc.appId === appId && matches(doc, associations));
                    if (known) {
                        known.data = data;
                        return '';
                    }
                    const _id = randomUUID();
                    this.records.push({ _id, appId, associations, data, _updatedAt: NOW });
                    return _id;
                },
                purge: async () => void this.records.splice(0),
            },
            apps: {
                create: async (item: IAppStorageItem) => {
                    this.apps.set(item.id, { ...item, _id: randomUUID() });
                    return this.apps.get(item.id)!;
                },
                retrieveOne: async (id: string) => this.apps.get(id) ?? null,
                retrieveAll: async () => [...this.apps.values()],
                update: async (id: string, changes: Partial<IAppStorageItem>) => {
                    this.apps.set(id, { ...this.apps.get(id)!, ...changes });
                    return this.apps.get(id)!;
                },
                remove: async (id: string) => void this.apps.delete(id),
                storeSource: async (id: string, zip: Buffer) => void this.sources.set(id, zip),
                fetchSource: async (id: string) => this.sources.get(id) ?? null,
                removeSource: async (id: string) => void this.sources.delete(id),
            },
            logs: { store: async (entry: never) => (this.logs.push(entry), entry) },
            scheduler: {
                scheduleOnce: schedule,
                upsertRecurring: schedule,
                scheduleOnceIfNone: schedule,
                cancel: async () => undefined,
                cancelAll: async () => undefined,
            },
            clients: {
                deliver: async (userId: string, delivery: ClientDelivery) =>
                    void this.deliveries.push({ userId, ...delivery }),
            },
            instances: {
                keyPair: async () => this.keys,
                broadcast: async (announced: AppBroadcast) => {
                    await Promise.all(
                        this.engines
                            .filter((engine) => engine.index !== index)
                            .map((engine) => engine.apply(announced)),
                    );
                },
            },
        };
        return port as unknown as ServerPort;
    }
}
