import { ByteReader, ByteWriter, unzigzag, zigzag } from './bytes';

/** A column of small numbers that can be read in place. */
export type SmallNumbers = Uint8Array | Uint16Array | Uint32Array;

/** Stores whole numbers below 2^32 with as many bytes each as the largest needs. */
export function writeSmallNumbers(values: Uint32Array): Uint8Array {
    let largest = 0;
    for (const value of values) {
        largest = value > largest ? value : largest;
    }
    if (largest < 0x100) {
        return Uint8Array.from(values);
    }
    return new Uint8Array(largest < 0x10000 ? Uint16Array.from(values).buffer : Uint32Array.from(values).buffer);
}

/** The column of `count` numbers that `writeSmallNumbers` stored, as a view. */
export function readSmallNumbers(bytes: Uint8Array, count: number): SmallNumbers {
    if (bytes.length === count) {
        return bytes;
    }
    return bytes.length === 2 * count
        ? new Uint16Array(bytes.buffer, bytes.byteOffset, count)
        : new Uint32Array(bytes.buffer, bytes.byteOffset, count);
}

/** Numbers in a row; to read one, its row is read up to it. */
const ROW = 64;

/**
 * Writes a column of large numbers, one after the other: in rows, the first of a row as it is, the others as the
 * difference to the one before.
 */
export class LargeNumbersWriter {
    private readonly bytes = new ByteWriter();
    private readonly rowStarts: number[] = [];
    private count = 0;
    private last = 0;

    add(value: number): void {
        if (this.count++ % ROW === 0) {
            this.rowStarts.push(this.bytes.length);
            this.last = 0;
        }
        this.bytes.varint(zigzag(value - this.last));
        this.last = value;
    }

    /** The stored column: where the rows start, as words, then the rows. */
    finish(): Uint8Array {
        const starts = new Uint8Array(Uint32Array.from(this.rowStarts).buffer);
        const column = new Uint8Array(starts.length + this.bytes.length);
        column.set(starts);
        column.set(this.bytes.written(), starts.length);
        return column;
    }
}

/** Reads what a `LargeNumbersWriter` stored. */
export class LargeNumbers {
    private readonly rowStarts: Uint32Array;
    private readonly rows: Uint8Array;
    private readonly reader: ByteReader;
    /** What was read last: the row, the next place in it and the value before that place. */
    private row = -1;
    private next = 0;
    private value = 0;

    constructor(
        bytes: Uint8Array,
        private readonly count: number,
    ) {
        const rowCount = Math.ceil(count / ROW);
        this.rowStarts = new Uint32Array(bytes.buffer, bytes.byteOffset, rowCount);
        this.rows = bytes.subarray(4 * rowCount);
        this.reader = new ByteReader(this.rows);
    }

    at(index: number): number {
        const row = (index / ROW) | 0;
        const { reader } = this;
        // Whoever asks in order has the row read once.
        if (row !== this.row || index < this.next - 1) {
            this.row = row;
            this.next = row * ROW;
            this.value = 0;
            reader.at = this.rowStarts[row]!;
        }
        for (; this.next <= index; this.next++) {
            this.value += unzigzag(reader.varint());
        }
        return this.value;
    }

    /** All numbers in order. */
    forEach(visit: (value: number, index: number) => void): void {
        const reader = new ByteReader(this.rows);
        let value = 0;
        for (let index = 0; index < this.count; index++) {
            value = unzigzag(reader.varint()) + (index % ROW ? value : 0);
            visit(value, index);
        }
    }
}
