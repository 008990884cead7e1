import { ByteReader, ByteWriter } from './bytes';

/**
 * The messages a term occurs in, ascending: `varint((gap - 1) * 2 + [tf > 1])`, then `varint(tf - 2)` if the bit says
 * so. A long list begins with a table of jumps, one for every block but the first, so that a reader who needs a part
 * of it leaves out the rest.
 */
const BLOCK = 256;
const JUMPS_FROM = 2 * BLOCK;

/** Writes one list after the other. */
export class PostingsWriter {
    private readonly all: ByteWriter;
    private readonly list = new ByteWriter(4096);
    private readonly jumps = new ByteWriter(1024);
    private count = 0;
    private last = -1;
    private jumpDoc = -1;
    private jumpAt = 0;

    constructor(capacity: number) {
        this.all = new ByteWriter(capacity);
    }

    /** The next message of the list; messages ascend. */
    add(doc: number, tf: number): void {
        if (this.count && this.count % BLOCK === 0) {
            this.jumps.varint(this.last - this.jumpDoc);
            this.jumps.varint(this.list.length - this.jumpAt);
            this.jumpDoc = this.last;
            this.jumpAt = this.list.length;
        }
        this.list.varint((doc - this.last - 1) * 2 + (tf > 1 ? 1 : 0));
        if (tf > 1) {
            this.list.varint(tf - 2);
        }
        this.last = doc;
        this.count++;
    }

    /** Ends a list. Returns its number of messages and its size in bytes. */
    endList(): { count: number; bytes: number } {
        const start = this.all.length;
        const { count } = this;
        if (count >= JUMPS_FROM) {
            this.all.varint(this.jumps.length);
            this.all.append(this.jumps.written());
        }
        this.all.append(this.list.written());
        this.list.clear();
        this.jumps.clear();
        this.count = 0;
        this.last = -1;
        this.jumpDoc = -1;
        this.jumpAt = 0;
        return { count, bytes: this.all.length - start };
    }

    finish(): Uint8Array {
        return this.all.written();
    }
}

/** Reads lists one behind the other: for merging, and to step over short ones. */
export class PostingsReader {
    doc = -1;
    tf = 0;
    private readonly reader: ByteReader;

    constructor(bytes: Uint8Array, at: number) {
        this.reader = new ByteReader(bytes, at);
    }

    /** Where the next byte is read. */
    get at(): number {
        return this.reader.at;
    }

    beginList(count: number): void {
        this.doc = -1;
        if (count >= JUMPS_FROM) {
            this.reader.at += this.reader.varint();
        }
    }

    next(): void {
        const code = this.reader.varint();
        this.doc += (code >>> 1) + 1;
        this.tf = code & 1 ? this.reader.varint() + 2 : 1;
    }
}

/** One list, for reading parts of it. */
export interface PostingList {
    /**
     * Fills `docs` and `tfs` with the postings of messages `from` (inclusive) to `to` (exclusive) and returns their
     * number. Both must hold `to - from` entries.
     */
    read(from: number, to: number, docs: Uint32Array, tfs: Uint32Array): number;
}

/** Opens the list of `count` messages that begins at `at`. */
export function openList(bytes: Uint8Array, at: number, count: number): PostingList {
    return count < JUMPS_FROM ? new ShortList(bytes, at, count) : new LongList(bytes, at, count);
}

/** Few messages: read once, kept. */
class ShortList implements PostingList {
    private readonly docs: Uint32Array;
    private readonly tfs: Uint32Array;

    constructor(bytes: Uint8Array, at: number, count: number) {
        this.docs = new Uint32Array(count);
        this.tfs = new Uint32Array(count);
        const reader = new PostingsReader(bytes, at);
        for (let i = 0; i < count; i++) {
            reader.next();
            this.docs[i] = reader.doc;
            this.tfs[i] = reader.tf;
        }
    }

    read(from: number, to: number, docs: Uint32Array, tfs: Uint32Array): number {
        let n = 0;
        for (let i = firstNotBelow(this.docs, from); i < this.docs.length && this.docs[i]! < to; i++) {
            docs[n] = this.docs[i]!;
            tfs[n++] = this.tfs[i]!;
        }
        return n;
    }
}

/** Many messages: read in place, from the block on that is asked for. */
class LongList implements PostingList {
    /** The last message before a block, plus one; and where the block begins. */
    private readonly blockDocs: Uint32Array;
    private readonly blockStarts: Uint32Array;

    constructor(
        private readonly bytes: Uint8Array,
        at: number,
        private readonly count: number,
    ) {
        const reader = new ByteReader(bytes, at);
        const start = reader.varint() + reader.at;
        const blocks = Math.ceil(count / BLOCK);
        this.blockDocs = new Uint32Array(blocks);
        this.blockStarts = new Uint32Array(blocks).fill(start);
        for (let i = 1; i < blocks; i++) {
            this.blockDocs[i] = this.blockDocs[i - 1]! + reader.varint();
            this.blockStarts[i] = this.blockStarts[i - 1]! + reader.varint();
        }
    }

    read(from: number, to: number, docs: Uint32Array, tfs: Uint32Array): number {
        const { bytes } = this;
        const block = Math.max(0, firstNotBelow(this.blockDocs, from + 1) - 1);
        let left = this.count - block * BLOCK;
        let at = this.blockStarts[block]!;
        let doc = this.blockDocs[block]! - 1;
        let n = 0;
        while (left-- > 0) {
            let code = bytes[at++]!;
            if (code > 0x7f) {
                code &= 0x7f;
                let shift = 7;
                let byte: number;
                do {
                    byte = bytes[at++]!;
                    code |= (byte & 0x7f) << shift;
                    shift += 7;
                } while (byte > 0x7f);
            }
            doc += (code >>> 1) + 1;
            let tf = 1;
            if (code & 1) {
                let shift = 0;
                let byte: number;
                tf = 0;
                do {
                    byte = bytes[at++]!;
                    tf |= (byte & 0x7f) << shift;
                    shift += 7;
                } while (byte > 0x7f);
                tf += 2;
            }
            if (doc >= to) {
                break;
            }
            if (doc >= from) {
                docs[n] = doc;
                tfs[n++] = tf;
            }
        }
        return n;
    }
}

/** The first index whose value is not below `value`. */
export function firstNotBelow(values: Uint32Array, value: number): number {
    let low = 0;
    let high = values.length;
    while (low < high) {
        const middle = (low + high) >>> 1;
        if (values[middle]! < value) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}
