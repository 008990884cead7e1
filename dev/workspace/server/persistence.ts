import { isDeepStrictEqual } from 'node:util';
import type { PersistencePort } from '../ports';
import type { Association, PersistenceDoc } from '../store/documents';
import type { Store } from '../store/store';
import { bsonSize } from './bson-size';
import type { Clock } from './clock';
import { objectId } from './ids';

/** The largest document MongoDB takes. */
const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

/**
 * Persistence of apps, with the properties (not only the successes) of the real one: no unique associations, reads
 * match records that carry all the given ones, updates match only the identical list, and two upserts at the same
 * time may both insert.
 */
export function persistencePort(store: Store, clock: Clock): PersistencePort {
    const records = store.appRecords;

    const insert = (appId: string, data: object, associations?: Association[]): string => {
        const _id = objectId();
        const record: PersistenceDoc = {
            _id,
            appId,
            ...(associations && { associations }),
            data,
            _updatedAt: clock.now(),
        };
        records.insert(withinLimit(record));
        return _id;
    };

    return {
        async create(appId, data, associations) {
            requireObject(data);
            return insert(appId, data, associations);
        },

        /** Any app's record: the product does not look at the app here. */
        async readById(id) {
            return records.get(id)?.data ?? null;
        },

        async readByAssociations(appId, associations) {
            return records.carrying(appId, associations).map(({ data }) => data);
        },

        async remove(appId, id) {
            if (records.get(id)?.appId !== appId) return null;
            return records.remove(id)?.data ?? null;
        },

        async removeByAssociations(appId, associations) {
            const found = records.carrying(appId, associations);
            for (const { _id } of found) records.remove(_id);
            return found.length > 0 ? found.map(({ data }) => data) : null;
        },

        async updateByAssociations(appId, associations, data, upsert) {
            requireObject(data);
            const found = exactly(records.carrying(appId, associations), associations);
            if (found) {
                withinLimit({ ...found, data });
                records.update(found._id, { data });
                return '';
            }
            if (!upsert) return '';
            // No unique index guards an upsert: what others insert between look-up and insert goes unnoticed.
            await new Promise(setImmediate);
            return insert(appId, data, associations);
        },

        async purge(appId) {
            for (const { _id } of records.ofApp(appId)) records.remove(_id);
        },
    };
}

/** Equality of the whole array, order and field order included, as MongoDB compares. */
function exactly(records: PersistenceDoc[], associations: Association[]): PersistenceDoc | undefined {
    return records.find((record) => isDeepStrictEqual(plain(record.associations), plain(associations)));
}

const plain = (associations: Association[] = []): string[][] => associations.map(({ model, id }) => [model, id]);

function requireObject(data: unknown): void {
    if (typeof data !== 'object') {
        throw new Error('Attempted to store an invalid data type, it must be an object.');
    }
}

function withinLimit(record: PersistenceDoc): PersistenceDoc {
    const size = bsonSize(record);
    if (size > MAX_DOCUMENT_BYTES) {
        throw new Error(`document of ${size} bytes is larger than the maximum of ${MAX_DOCUMENT_BYTES}`);
    }
    return record;
}
