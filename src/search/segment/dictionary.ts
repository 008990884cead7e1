import { ByteReader } from './bytes';
import { BLOCK, FULL_NIBBLE, readSize, SIZE_FROM } from './dictionary-layout';
import { PostingsReader } from './postings';
import { UnitWalk } from './unit-walk';

/** Where the list of a term is. */
export interface TermPlace {
    /** Messages it occurs in. */
    count: number;
    /** Where its list begins in the postings. */
    at: number;
}

/** Reads a dictionary in place. */
export class Dictionary {
    /** Blocks of 16 terms. */
    readonly blockCount: number;
    private readonly textStarts: Uint32Array;
    private readonly placeStarts: Uint32Array;
    private readonly listStarts: Uint32Array;

    constructor(
        private readonly texts: Uint8Array,
        private readonly places: Uint8Array,
        blocks: Uint8Array,
        private readonly postings: Uint8Array,
    ) {
        const sizes: number[] = [];
        for (const reader = new ByteReader(blocks); reader.at < blocks.length;) {
            sizes.push(reader.varint());
        }
        this.blockCount = sizes.length / 3;
        const starts = [0, 1, 2].map((part) => {
            const all = new Uint32Array(this.blockCount + 1);
            for (let i = 0; i < this.blockCount; i++) {
                all[i + 1] = all[i]! + sizes[3 * i + part]!;
            }
            return all;
        });
        [this.textStarts, this.placeStarts, this.listStarts] = starts as [Uint32Array, Uint32Array, Uint32Array];
    }

    /** The place of a term, or undefined when no message has it. */
    find(term: string): TermPlace | undefined {
        const block = this.blockOf(term);
        const end = this.textStarts[block + 1] ?? 0;
        const reader = new ByteReader(this.texts, this.textStarts[block]);
        // How many units the term shares with the one before.
        let same = 0;
        for (let i = 0; reader.at < end; i++) {
            const nibbles = reader.byte();
            const shared = readSize(reader, nibbles >> 4);
            const further = readSize(reader, nibbles & FULL_NIBBLE);
            if (shared < same) {
                return undefined;
            }
            for (let j = 0; j < further; j++) {
                const unit = reader.varint();
                if (shared + j === same && unit === term.charCodeAt(same)) {
                    same++;
                }
            }
            if (same === term.length && shared + further === same) {
                return this.placeOf(block, i);
            }
        }
        return undefined;
    }

    /** A walk over the terms from a block on; it stands before the first. */
    walk(block = 0): TermWalk {
        return new TermWalk(this.texts, this.places, this.textStarts[block]!, this.placeStarts[block]!, block);
    }

    /** A walk over the texts alone, which can leap; it stands before the first. */
    units(limit: number): UnitWalk {
        return new UnitWalk(this.texts, this.textStarts, limit);
    }

    /** The only block a term can be in: the last one that begins at or before it. Searches from `from` on. */
    blockOf(term: string, from = 0): number {
        let low = from;
        let high = this.blockCount - 1;
        // First in steps that double: those who search on from where they are mostly find what they want close by.
        for (let step = 1; low + step < high; step *= 2) {
            if (!this.beginsBy(low + step, term)) {
                high = low + step - 1;
                break;
            }
            low += step;
        }
        while (low < high) {
            const middle = (low + high + 1) >>> 1;
            if (this.beginsBy(middle, term)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Whether the first term of a block is at or before a term. */
    beginsBy(block: number, term: string): boolean {
        const reader = new ByteReader(this.texts, this.textStarts[block]);
        const length = readSize(reader, reader.byte() & FULL_NIBBLE);
        for (let i = 0; i < length; i++) {
            const unit = reader.varint();
            const other = i < term.length ? term.charCodeAt(i) : -1;
            if (unit !== other) {
                return unit < other;
            }
        }
        return true;
    }

    /** In how many messages a term occurs that is the `index`th of its block. */
    countAt(block: number, index: number): number {
        const places = new ByteReader(this.places, this.placeStarts[block]);
        for (let i = 0; i < index; i++) {
            if (places.varint() >= SIZE_FROM) {
                places.varint();
            }
        }
        return places.varint();
    }

    private placeOf(block: number, index: number): TermPlace {
        const places = new ByteReader(this.places, this.placeStarts[block]);
        let at = this.listStarts[block]!;
        for (let i = 0; i < index; i++) {
            const count = places.varint();
            at = count >= SIZE_FROM ? at + places.varint() : endOfShortList(this.postings, at, count);
        }
        return { count: places.varint(), at };
    }
}

function endOfShortList(postings: Uint8Array, at: number, count: number): number {
    const reader = new PostingsReader(postings, at);
    for (let i = 0; i < count; i++) {
        reader.next();
    }
    return reader.at;
}

/** Goes through terms in order. */
export class TermWalk {
    term = '';
    /** Messages the term occurs in. */
    count = 0;
    /** Units it shares with the term before it; 0 for the first of a block, whatever it is. */
    shared = 0;
    /** The block the term is in. */
    block: number;
    /** Whether `next` met the end. */
    ended = false;
    private inBlock = 0;
    private readonly text: ByteReader;
    private readonly place: ByteReader;

    constructor(
        private readonly texts: Uint8Array,
        places: Uint8Array,
        textAt: number,
        placeAt: number,
        block: number,
    ) {
        this.text = new ByteReader(texts, textAt);
        this.place = new ByteReader(places, placeAt);
        this.block = block;
    }

    /** Goes to the next term; false when there is none. */
    next(): boolean {
        if (this.text.at >= this.texts.length) {
            this.ended = true;
            return false;
        }
        if (this.inBlock === BLOCK) {
            this.inBlock = 0;
            this.block++;
        }
        this.inBlock++;
        const nibbles = this.text.byte();
        this.shared = readSize(this.text, nibbles >> 4);
        const further = readSize(this.text, nibbles & FULL_NIBBLE);
        this.term = this.term.slice(0, this.shared) + this.text.units(further);
        this.count = this.place.varint();
        if (this.count >= SIZE_FROM) {
            this.place.varint();
        }
        return true;
    }
}
