import { bsonSize } from '../server/bson-size';
import type { AppRecordCollection } from '../store/app-records';

interface Amount {
    records: number;
    bytes: number;
}

/**
 * How many records apps keep and how big they are, by kind. A record's kind is its first association: the model, and
 * the id up to its first separator (`misc:segment` for `misc` and `segment/17`).
 */
export function recordKinds(records: AppRecordCollection): { total: Amount; kinds: Record<string, Amount> } {
    const total: Amount = { records: 0, bytes: 0 };
    const kinds: Record<string, Amount> = {};
    for (const { associations, data } of records.values()) {
        const [first] = associations ?? [];
        const kind = first ? `${first.model}:${first.id.split(/[/:|#]/, 1)[0]}` : 'none';
        const amount = (kinds[kind] ??= { records: 0, bytes: 0 });
        const bytes = bsonSize(data);
        amount.records += 1;
        amount.bytes += bytes;
        total.records += 1;
        total.bytes += bytes;
    }
    return { total, kinds };
}
