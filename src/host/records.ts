import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import { RocketChatAssociationModel, RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import { AppError } from '../errors';

/**
 * Append-only records, the one shape in which this app keeps small state. The host's store has no unique index, no
 * compare-and-set and no listing, so what a record says is never changed: later ones say more, and the reader merges
 * them. Only what later records made superfluous is emptied and removed.
 */
export interface Records {
    /**
     * Adds a record under one or more keys. Keys are plain strings such as `token/Ab12`; the same data may be found
     * under each of them.
     */
    append(keys: string[], data: object): Promise<void>;
    /** All records that carry the key, in no particular order. */
    read<T extends object>(key: string): Promise<T[]>;
    /** Gives new data to one record whose keys are exactly these, in this order; without such a record nothing happens. */
    replace(keys: string[], data: object): Promise<void>;
    /**
     * Removes all records that carry every one of the keys. The host sends back what it removes, so big records are
     * emptied with `replace` before.
     */
    remove(keys: string[]): Promise<void>;
}

const association = (key: string) => new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, key);

/** Records over the host's persistence. A `null` from the host means a missing permission or a failed store. */
export function hostRecords(reader: IPersistenceRead, writer: IPersistence): Records {
    return {
        async append(keys, data) {
            const id = await writer.createWithAssociations(data, keys.map(association));
            if (!id) {
                throw new AppError('host_unavailable', 'The app could not store its record.', {
                    hint: 'Try again; if it stays so, an admin should check the app permission "persistence".',
                });
            }
        },
        async read<T extends object>(key: string) {
            const found = await reader.readByAssociation(association(key));
            if (!Array.isArray(found)) {
                throw new AppError('host_unavailable', 'The app could not read its records.', {
                    hint: 'Try again; if it stays so, an admin should check the app permission "persistence".',
                });
            }
            return found as T[];
        },
        async replace(keys, data) {
            await writer.updateByAssociations(keys.map(association), data, false);
        },
        async remove(keys) {
            await writer.removeByAssociations(keys.map(association));
        },
    };
}
