import type { IAppStorageItem } from '@rocket.chat/apps-engine/server/storage';
import type { AppLogPort, AppStoragePort } from '../ports';
import type { Store } from '../store/store';
import type { Clock } from './clock';
import { objectId } from './ids';

const LOGS_KEPT = 20_000;

type StoredApp = IAppStorageItem & { _id: string };

/** Where the engines keep what is installed. */
export function appStoragePort(store: Store, clock: Clock): AppStoragePort {
    const find = (id: string): StoredApp | undefined => store.apps.get(id) ?? store.apps.find((item) => item.id === id);
    const sourceKey = (appId: string): string => `app/${appId}`;
    return {
        async create(item) {
            const isTaken = store.apps.find(({ id, info }) => id === item.id || info.nameSlug === item.info.nameSlug);
            if (isTaken) throw new Error('App already exists.');
            const now = clock.now();
            return store.apps.insert({ ...item, _id: objectId(), createdAt: now, updatedAt: now });
        },
        async retrieveOne(id) {
            return find(id) ?? null;
        },
        async retrieveAll() {
            return [...store.apps.values()];
        },
        async update(id, changes) {
            const item = find(id);
            if (!item) throw new Error(`App ${id} is not stored`);
            return store.apps.update(item._id, { ...changes, _id: item._id, updatedAt: clock.now() })!;
        },
        async remove(id) {
            const item = find(id);
            if (item) store.apps.remove(item._id);
        },
        async storeSource(appId, zip) {
            store.blobs.put(sourceKey(appId), Buffer.from(zip));
        },
        async fetchSource(appId) {
            return store.blobs.get(sourceKey(appId)) ?? null;
        },
        async removeSource(appId) {
            store.blobs.remove(sourceKey(appId));
        },
    };
}

/** The apps' logs. The real server keeps them for thirty days; here the newest 20,000 entries are kept. */
export function appLogPort(store: Store): AppLogPort {
    return {
        async store(entry) {
            const stored = store.appLogs.insert({ ...entry, _id: objectId() });
            if (store.appLogs.size > LOGS_KEPT) store.appLogs.remove(store.appLogs.values().next().value!._id);
            return stored;
        },
        async find(appId) {
            return store.appLogs.filter((entry) => entry.appId === appId).reverse();
        },
        async removeFor(appId) {
            for (const { _id } of store.appLogs.filter((entry) => entry.appId === appId)) store.appLogs.remove(_id);
        },
    };
}
