import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Records } from '../../../src/host/records';
import { bsonSize } from '../../workspace/server/bson-size';

interface Row {
    file: string;
    keys: string[];
    /** As the host's database would count it. */
    size: number;
    /** Small records stay in memory, as they do in that of a database. */
    data?: Buffer;
}

const SMALL = 64 * 1024;
const LISTING = 'listing';

/**
 * Records in a folder: durable, found by key, and counted. What they are at `close` can be opened by another process,
 * whatever is removed afterwards.
 */
export class DiskRecords implements Records {
    bytesWritten = 0;
    creates = 0;
    private readonly rows = new Set<Row>();
    private readonly byKey = new Map<string, Set<Row>>();

    constructor(private readonly folder: string) {
        mkdirSync(folder, { recursive: true });
    }

    /** What `close` left there. */
    static open(folder: string): DiskRecords {
        const records = new DiskRecords(folder);
        for (const row of deserialize(readFileSync(join(folder, LISTING))) as Row[]) {
            records.insert(row);
        }
        return records;
    }

    /** Keeps the present state for `open`. */
    close(): void {
        writeFileSync(join(this.folder, LISTING), serialize([...this.rows]));
    }

    get bytesStored(): number {
        return [...this.rows].reduce((sum, { size }) => sum + size, 0);
    }

    async append(keys: string[], data: object): Promise<void> {
        this.creates += 1;
        const row: Row = { file: String(this.creates), keys, size: 0 };
        this.write(row, data);
        this.insert(row);
        await turn();
    }

    async read<T extends object>(key: string): Promise<T[]> {
        await turn();
        return this.carrying([key]).map(({ data, file }) => deserialize(data ?? readFileSync(this.path(file))) as T);
    }

    async replace(keys: string[], data: object): Promise<void> {
        await turn();
        const row = this.carrying(keys).find((each) => each.keys.join('\n') === keys.join('\n'));
        if (row) {
            this.write(row, data);
        }
    }

    async remove(keys: string[]): Promise<void> {
        await turn();
        for (const row of this.carrying(keys)) {
            this.rows.delete(row);
            row.keys.forEach((key) => this.byKey.get(key)?.delete(row));
        }
    }

    private write(row: Row, data: object): void {
        const bytes = serialize(data);
        row.size = bsonSize(data) + bsonSize(row.keys);
        this.bytesWritten += row.size;
        if (bytes.length <= SMALL) {
            row.data = bytes;
        } else {
            delete row.data;
            writeFileSync(this.path(row.file), bytes);
        }
    }

    private insert(row: Row): void {
        this.rows.add(row);
        for (const key of row.keys) {
            this.byKey.set(key, (this.byKey.get(key) ?? new Set()).add(row));
        }
    }

    private carrying(keys: string[]): Row[] {
        return [...(this.byKey.get(keys[0] ?? '') ?? [])].filter((row) => keys.every((key) => row.keys.includes(key)));
    }

    private path(file: string): string {
        return join(this.folder, file);
    }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
