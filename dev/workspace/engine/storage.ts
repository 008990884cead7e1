import type { AppStatus } from '@rocket.chat/apps-engine/definition/AppStatus';
import type { IAppInfo } from '@rocket.chat/apps-engine/definition/metadata';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import type { ILoggerStorageEntry } from '@rocket.chat/apps-engine/server/logging';
import type { IMarketplaceInfo } from '@rocket.chat/apps-engine/server/marketplace';
import { AppLogStorage, type IAppLogStorageFindOptions } from '@rocket.chat/apps-engine/server/storage/AppLogStorage';
import { AppMetadataStorage } from '@rocket.chat/apps-engine/server/storage/AppMetadataStorage';
import { AppSourceStorage } from '@rocket.chat/apps-engine/server/storage/AppSourceStorage';
import type { IAppStorageItem } from '@rocket.chat/apps-engine/server/storage/IAppStorageItem';
import type { AppLogPort, AppStoragePort } from '../ports';

/**
 * The installed apps. The engine names an item by the app's id here and by the item's `_id` there, and it changes the
 * items it holds, so it is given copies.
 */
export class MetadataStorage extends AppMetadataStorage {
    private settingsSaved: Promise<unknown> = Promise.resolve();

    constructor(private readonly apps: AppStoragePort) {
        super('workspace');
    }

    public async create(item: IAppStorageItem): Promise<IAppStorageItem> {
        return structuredClone(await this.apps.create(structuredClone(item)));
    }

    public async retrieveOne(appId: string): Promise<IAppStorageItem | null> {
        return structuredClone(await this.apps.retrieveOne(appId));
    }

    public async retrieveAll(): Promise<Map<string, IAppStorageItem>> {
        return new Map(structuredClone(await this.apps.retrieveAll()).map((item) => [item.id, item]));
    }

    public retrieveAllPrivate(): Promise<Map<string, IAppStorageItem>> {
        return this.retrieveAll();
    }

    public async remove(appId: string): Promise<{ success: boolean }> {
        await this.apps.remove(appId);
        return { success: true };
    }

    public async updatePartialAndReturnDocument(
        changes: Partial<IAppStorageItem>,
        options: { unsetPermissionsGranted?: boolean } = {},
    ): Promise<IAppStorageItem> {
        const unset = options.unsetPermissionsGranted && { permissionsGranted: undefined };
        return this.change(changes._id as string, { ...changes, ...unset });
    }

    public async updateStatus(key: string, status: AppStatus): Promise<boolean> {
        return !!(await this.change(key, { status }));
    }

    public async updateAppInfo(key: string, info: IAppInfo): Promise<boolean> {
        return !!(await this.change(key, { info }));
    }

    public async updateMarketplaceInfo(key: string, marketplaceInfo: IMarketplaceInfo[]): Promise<boolean> {
        return !!(await this.change(key, { marketplaceInfo }));
    }

    /** One setting after the other, since each save replaces the whole set. */
    public async updateSetting(key: string, setting: ISetting): Promise<boolean> {
        const save = async () => {
            const { settings } = await this.byKey(key);
            return !!(await this.change(key, { settings: { ...settings, [setting.id]: setting } }));
        };
        const saved = this.settingsSaved.then(save, save);
        this.settingsSaved = saved;
        return saved;
    }

    private async change(key: string, changes: Partial<IAppStorageItem>): Promise<IAppStorageItem> {
        const { id } = await this.byKey(key);
        return structuredClone(await this.apps.update(id, structuredClone(changes)));
    }

    private async byKey(key: string): Promise<IAppStorageItem> {
        const item = (await this.apps.retrieveAll()).find(({ _id }) => _id === key);
        if (!item) {
            throw new Error(`No app is stored under "${key}".`);
        }
        return item;
    }
}

/** The installed packages, each under its app's id. */
export class SourceStorage extends AppSourceStorage {
    constructor(private readonly apps: AppStoragePort) {
        super();
    }

    public async store(item: IAppStorageItem, zip: Buffer): Promise<string> {
        await this.apps.storeSource(item.id, zip);
        return item.id;
    }

    public update(item: IAppStorageItem, zip: Buffer): Promise<string> {
        return this.store(item, zip);
    }

    public async fetch(item: IAppStorageItem): Promise<Buffer> {
        const zip = await this.apps.fetchSource(item.id);
        if (!zip) {
            throw new Error(`The package of the app "${item.id}" is not stored.`);
        }
        return zip;
    }

    public remove(item: IAppStorageItem): Promise<void> {
        return this.apps.removeSource(item.id);
    }
}

/** What the apps log, among it every endpoint call with its headers and body. */
export class LogStorage extends AppLogStorage {
    constructor(private readonly logs: AppLogPort) {
        super('workspace');
    }

    public storeEntries(entry: ILoggerStorageEntry): Promise<ILoggerStorageEntry> {
        return this.logs.store(entry);
    }

    public getEntriesFor(appId: string): Promise<ILoggerStorageEntry[]> {
        return this.logs.find(appId);
    }

    public removeEntriesFor(appId: string): Promise<void> {
        return this.logs.removeFor(appId);
    }

    public async findPaginated(query: { appId: string }, { skip = 0, limit }: IAppLogStorageFindOptions = {}) {
        const logs = await this.logs.find(query.appId);
        return { logs: logs.slice(skip, limit ? skip + limit : undefined), total: logs.length };
    }
}
