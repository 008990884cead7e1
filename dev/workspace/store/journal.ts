import fs from 'node:fs';
import v8 from 'node:v8';

/** One change of one document, as the journal keeps it. `undefined` in `fields` means that the field was removed. */
export type Change =
    | { in: string; put: { _id: string } }
    | { in: string; set: string; fields: Record<string, unknown> }
    | { in: string; drop: string };

/** Where collections report what they changed. */
export interface Journal {
    append(change: Change): void;
}

/** Lets many changes share few writes while `run` is under way: a crash in between may lose some thousand of them. */
export type Bulk = <T>(run: () => Promise<T>) => Promise<T>;

/** The journal of a workspace that lives in memory only. */
export const forgetful: Journal = { append: () => undefined };

const HEADER_BYTES = 4;
const FLUSH_AT = 2_000;

/**
 * An append-only file of change batches. One batch is a length and a V8-serialised list of changes, so dates, bytes
 * and removed fields come back as they were, and a batch cut short by a crash is recognised by its length.
 *
 * Everything changed in one turn of the event loop becomes one write before the turn's first promise continues, so a
 * killed process loses at most that one batch.
 */
export class FileJournal implements Journal {
    private pending: Change[] = [];
    private flushScheduled = false;
    private isInBulk = false;
    private readonly file: number;

    constructor(path: string) {
        this.file = fs.openSync(path, 'a');
    }

    append(change: Change): void {
        this.pending.push(change);
        if (this.pending.length >= FLUSH_AT) {
            this.flush();
        } else if (!this.flushScheduled && !this.isInBulk) {
            this.flushScheduled = true;
            queueMicrotask(() => this.flush());
        }
    }

    readonly bulk: Bulk = async (run) => {
        this.isInBulk = true;
        try {
            return await run();
        } finally {
            this.isInBulk = false;
            this.flush();
        }
    };

    /** Writes what is pending. Throws what the file system throws (disk full, file gone). */
    flush(): void {
        this.flushScheduled = false;
        if (this.pending.length === 0) return;
        const body = v8.serialize(this.pending);
        this.pending = [];
        const header = Buffer.alloc(HEADER_BYTES);
        header.writeUInt32LE(body.length);
        writeFully(this.file, Buffer.concat([header, body]));
    }

    close(): void {
        this.flush();
        fs.closeSync(this.file);
    }
}

/**
 * Every change in the file, oldest first. A batch that was cut short at the end is cut off the file, so that later
 * batches do not land behind it.
 */
export function* readJournal(path: string): Generator<Change> {
    if (!fs.existsSync(path)) return;
    const file = fs.openSync(path, 'r+');
    try {
        const size = fs.fstatSync(file).size;
        let offset = 0;
        while (offset < size) {
            const header = readFully(file, offset, HEADER_BYTES);
            const length = header?.readUInt32LE();
            const body = length === undefined ? undefined : readFully(file, offset + HEADER_BYTES, length);
            if (!body) {
                fs.ftruncateSync(file, offset);
                return;
            }
            yield* v8.deserialize(body) as Change[];
            offset += HEADER_BYTES + body.length;
        }
    } finally {
        fs.closeSync(file);
    }
}

function readFully(file: number, offset: number, length: number): Buffer | undefined {
    const bytes = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
        const read = fs.readSync(file, bytes, filled, length - filled, offset + filled);
        if (read === 0) return undefined;
        filled += read;
    }
    return bytes;
}

function writeFully(file: number, bytes: Buffer): void {
    let written = 0;
    while (written < bytes.length) written += fs.writeSync(file, bytes, written);
}
