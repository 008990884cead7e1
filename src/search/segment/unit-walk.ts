import { ByteReader } from './bytes';
import { BLOCK, FULL_NIBBLE, readSize } from './dictionary-layout';

/** Goes through the texts of terms in order, unit by unit, and makes no strings. */
export class UnitWalk {
    /** The units of the term; those beyond the limit are left out. */
    readonly units: Uint16Array;
    /** How long the term is, limit or not. */
    length = 0;
    /** Units it has in common with the one the walk stood at before, whether next to it or not. */
    shared = 0;
    /** The block the term is in, and its place there. */
    block = 0;
    index = -1;
    private readonly reader: ByteReader;

    constructor(
        private readonly texts: Uint8Array,
        private readonly starts: Uint32Array,
        private readonly limit: number,
    ) {
        this.units = new Uint16Array(limit);
        this.reader = new ByteReader(texts);
    }

    /** Goes to the next term; false when there is none. */
    next(): boolean {
        const { reader, units, limit } = this;
        if (reader.at >= this.texts.length) {
            return false;
        }
        if (++this.index === BLOCK) {
            this.index = 0;
            this.block++;
        }
        const nibbles = reader.byte();
        const from = readSize(reader, nibbles >> 4);
        const length = from + readSize(reader, nibbles & FULL_NIBBLE);
        let shared = from;
        for (let i = from; i < length; i++) {
            const unit = reader.varint();
            if (i < limit) {
                if (shared === i && i < this.length && units[i] === unit) {
                    shared++;
                }
                units[i] = unit;
            }
        }
        this.shared = shared;
        this.length = length;
        return true;
    }

    /** Goes to the next term that does not begin with `kept` units of this one and then one less than `unit`. */
    skip(kept: number, unit: number): boolean {
        do {
            if (!this.next()) {
                return false;
            }
        } while (this.shared > kept || (this.shared === kept && this.units[kept]! < unit));
        return true;
    }

    /** Goes to before the first term of a block that lies ahead. */
    leap(block: number): void {
        this.block = block;
        this.index = -1;
        this.reader.at = this.starts[block]!;
    }
}
