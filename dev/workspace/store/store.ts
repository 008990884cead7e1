import fs from 'node:fs';
import path from 'node:path';
import type { ILoggerStorageEntry } from '@rocket.chat/apps-engine/server/logging';
import type { IAppStorageItem } from '@rocket.chat/apps-engine/server/storage';
import { AppRecordCollection } from './app-records';
import { type Blobs, blobsInDirectory, blobsInMemory } from './blobs';
import { Collection } from './collection';
import type { EmojiDoc, JobDoc, RoleDoc, ServerSettingDoc, TeamDoc, UploadDoc } from './documents';
import { type Bulk, type Change, FileJournal, forgetful, type Journal, readJournal } from './journal';
import { RoomCollection, SubscriptionCollection, UserCollection } from './lookups';
import { lockDirectory } from './lock';
import { MessageCollection } from './messages';

/** What is left of a removed document, so that clients can be told that it is gone. */
export interface TombstoneDoc {
    _id: string;
    kind: 'message' | 'room' | 'subscription';
    rid: string;
    /** Whom it concerned; absent on messages. */
    userIds?: string[];
    deletedAt: Date;
}

/** Facts about the workspace itself: key pair, seed, the logins printed at start. */
export interface NoteDoc {
    _id: string;
    value: unknown;
}

/** Everything the workspace knows, one collection a kind. */
export interface Store {
    users: UserCollection;
    rooms: RoomCollection;
    subscriptions: SubscriptionCollection;
    messages: MessageCollection;
    /** Without their bytes, which are in `blobs` under `upload/<id>`. */
    uploads: Collection<Omit<UploadDoc, 'data'>>;
    emojis: Collection<EmojiDoc>;
    roles: Collection<RoleDoc>;
    teams: Collection<TeamDoc>;
    settings: Collection<ServerSettingDoc>;
    tombstones: Collection<TombstoneDoc>;
    appRecords: AppRecordCollection;
    apps: Collection<IAppStorageItem & { _id: string }>;
    appLogs: Collection<ILoggerStorageEntry & { _id: string }>;
    jobs: Collection<JobDoc>;
    notes: Collection<NoteDoc>;
    blobs: Blobs;
    bulk: Bulk;
    /** Writes what is pending and lets go of the files. */
    close(): void;
}

/** A store that is gone with the process. */
export function openStoreInMemory(now: () => Date): Store {
    return { ...collections(forgetful, now), blobs: blobsInMemory(), bulk: (run) => run(), close: () => undefined };
}

/**
 * A store that outlives the process, in `directory`: the journal `changes` and one file a blob. The journal is
 * rewritten first when more than half of it is out of date. Throws when another process has the directory.
 */
export function openStoreInDirectory(directory: string, now: () => Date): Store {
    fs.mkdirSync(directory, { recursive: true });
    const file = path.join(directory, 'changes');
    const release = lockDirectory(directory);
    let target: Journal = forgetful;
    const all = collections({ append: (change: Change) => target.append(change) }, now);
    const changes = replay(file, all);
    const documents = Object.values(all).reduce((sum, { size }) => sum + size, 0);
    if (changes > 2 * documents) rewrite(file, all);
    const journal = new FileJournal(file);
    target = journal;
    const blobs = blobsInDirectory(path.join(directory, 'blobs'));
    const close = (): void => {
        journal.close();
        release();
    };
    return { ...all, blobs, bulk: journal.bulk, close };
}

type Collections = Omit<Store, 'blobs' | 'bulk' | 'close'>;

function collections(journal: Journal, now: () => Date): Collections {
    const stamped = (name: string) => ({ name, journal, now });
    const plain = (name: string) => ({ name, journal });
    return {
        users: new UserCollection(stamped('users')),
        rooms: new RoomCollection(stamped('rooms')),
        subscriptions: new SubscriptionCollection(stamped('subscriptions')),
        messages: new MessageCollection(stamped('messages')),
        uploads: new Collection(stamped('uploads')),
        emojis: new Collection(stamped('emojis')),
        roles: new Collection(plain('roles')),
        teams: new Collection(stamped('teams')),
        settings: new Collection(plain('settings')),
        tombstones: new Collection(plain('tombstones')),
        appRecords: new AppRecordCollection(stamped('appRecords')),
        apps: new Collection(plain('apps')),
        appLogs: new Collection(plain('appLogs')),
        jobs: new Collection(plain('jobs')),
        notes: new Collection(plain('notes')),
    };
}

/** Returns how many changes there were. */
function replay(file: string, all: Collections): number {
    const byName = new Map(Object.values(all).map((collection) => [collection.name, collection]));
    let changes = 0;
    for (const change of readJournal(file)) {
        byName.get(change.in)?.replay(change);
        changes += 1;
    }
    return changes;
}

function rewrite(file: string, all: Collections): void {
    const unfinished = `${file}.part`;
    fs.rmSync(unfinished, { force: true });
    const journal = new FileJournal(unfinished);
    for (const collection of Object.values(all)) {
        for (const document of collection.values()) journal.append({ in: collection.name, put: document });
    }
    journal.close();
    fs.renameSync(unfinished, file);
}
