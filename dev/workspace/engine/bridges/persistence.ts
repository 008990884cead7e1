import type { RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import { PersistenceBridge as EnginePersistenceBridge } from '@rocket.chat/apps-engine/server/bridges/PersistenceBridge';
import type { ServerPort } from '../../ports';
import type { Association } from '../../store/documents';

/** The app's records, with the product's quirks: no update by id, and reads by id are not scoped to the app. */
export class PersistenceBridge extends EnginePersistenceBridge {
    constructor(private readonly port: ServerPort) {
        super();
    }

    public purge(appId: string): Promise<void> {
        return this.port.persistence.purge(appId);
    }

    protected async create(data: object, appId: string): Promise<string> {
        return this.port.persistence.create(appId, record(data));
    }

    protected async createWithAssociations(data: object, links: RocketChatAssociationRecord[], appId: string) {
        return this.port.persistence.create(appId, record(data), associations(links));
    }

    protected async readById(id: string): Promise<object> {
        return (await this.port.persistence.readById(id)) as object;
    }

    protected readByAssociations(links: RocketChatAssociationRecord[], appId: string): Promise<object[]> {
        return this.port.persistence.readByAssociations(appId, associations(links));
    }

    protected async remove(id: string, appId: string): Promise<object | undefined> {
        return (await this.port.persistence.remove(appId, id)) ?? undefined;
    }

    protected async removeByAssociations(links: RocketChatAssociationRecord[], appId: string) {
        return (await this.port.persistence.removeByAssociations(appId, associations(links))) ?? undefined;
    }

    protected async update(): Promise<string> {
        throw new Error('Not implemented.');
    }

    protected async updateByAssociations(
        links: RocketChatAssociationRecord[],
        data: object,
        upsert: boolean,
        appId: string,
    ): Promise<string> {
        return this.port.persistence.updateByAssociations(appId, associations(links), record(data), upsert);
    }
}

/** Arrays and null pass, primitives do not. */
function record(data: object): object {
    if (typeof data !== 'object') {
        throw new Error('Attempted to store an invalid data type, it must be an object.');
    }
    return data;
}

/** Plain `{model, id}` pairs in this field order, which is the order they are compared in. */
function associations(links: RocketChatAssociationRecord[]): Association[] {
    return (links as unknown as Association[]).map(({ model, id }) => ({ model, id }));
}
