/**
 * How numbers and texts stand in a segment. Numbers are varints: seven bits a byte, lowest first, the top bit says
 * that more follow. A text is its UTF-16 code units as varints, so every string comes back, broken pairs included,
 * and the order of the stored units is the order of JavaScript's `<`.
 */

// Taken once: in a sandbox each look at a global costs more than what is done with it here.
const { floor } = Math;
const { fromCharCode } = String;

/** Bytes that grow as they are written. */
export class ByteWriter {
    /** How much is written; the place of the next byte. */
    length = 0;
    private bytes: Uint8Array;

    constructor(capacity = 256) {
        this.bytes = new Uint8Array(Math.max(16, capacity));
    }

    byte(value: number): void {
        if (this.length === this.bytes.length) {
            this.grow(1);
        }
        this.bytes[this.length++] = value;
    }

    /** A whole number from 0 to 2^53 - 1. */
    varint(value: number): void {
        if (this.length + 8 > this.bytes.length) {
            this.grow(8);
        }
        let rest = value;
        while (rest > 0x7fffffff) {
            this.bytes[this.length++] = (rest % 128) | 0x80;
            rest = floor(rest / 128);
        }
        while (rest > 0x7f) {
            this.bytes[this.length++] = (rest & 0x7f) | 0x80;
            rest >>>= 7;
        }
        this.bytes[this.length++] = rest;
    }

    /** Its units from `from` on, without a length. */
    units(text: string, from = 0): void {
        for (let i = from; i < text.length; i++) {
            this.varint(text.charCodeAt(i));
        }
    }

    append(bytes: Uint8Array): void {
        if (this.length + bytes.length > this.bytes.length) {
            this.grow(bytes.length);
        }
        this.bytes.set(bytes, this.length);
        this.length += bytes.length;
    }

    clear(): void {
        this.length = 0;
    }

    /** What is written, as a view: valid until the next write. */
    written(): Uint8Array {
        return this.bytes.subarray(0, this.length);
    }

    private grow(need: number): void {
        const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + need));
        larger.set(this.written());
        this.bytes = larger;
    }
}

/** Reads what a `ByteWriter` wrote, from `at` on. */
export class ByteReader {
    constructor(
        private readonly bytes: Uint8Array,
        public at = 0,
    ) {}

    byte(): number {
        return this.bytes[this.at++]!;
    }

    varint(): number {
        let byte = this.bytes[this.at++]!;
        if (byte < 0x80) {
            return byte;
        }
        let value = byte & 0x7f;
        let unit = 128;
        do {
            byte = this.bytes[this.at++]!;
            value += (byte & 0x7f) * unit;
            unit *= 128;
        } while (byte >= 0x80);
        return value;
    }

    /** The next `count` units. */
    units(count: number): string {
        let text = '';
        for (let i = 0; i < count; i++) {
            text += fromCharCode(this.varint());
        }
        return text;
    }
}

/** Texts one after the other, each behind its length. */
export function writeTexts(texts: readonly string[]): Uint8Array {
    const writer = new ByteWriter();
    for (const text of texts) {
        writer.varint(text.length);
        writer.units(text);
    }
    return writer.written();
}

/** The texts that `writeTexts` wrote. */
export function readTexts(bytes: Uint8Array): string[] {
    const reader = new ByteReader(bytes);
    const texts: string[] = [];
    while (reader.at < bytes.length) {
        texts.push(reader.units(reader.varint()));
    }
    return texts;
}

/** Negative numbers made fit for a varint: 0, -1, 1, -2, 2 become 0, 1, 2, 3, 4. */
export function zigzag(value: number): number {
    return value < 0 ? -2 * value - 1 : 2 * value;
}

/** Undoes `zigzag`. */
export function unzigzag(value: number): number {
    // No `%`: it is slow for numbers beyond 2^31.
    const half = floor(value / 2);
    return half * 2 === value ? half : -half - 1;
}
