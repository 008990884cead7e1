import { ByteWriter } from './bytes';
import { BLOCK, FULL_NIBBLE, SIZE_FROM } from './dictionary-layout';

/** Writes terms in ascending order. */
export class DictionaryWriter {
    private readonly texts = new ByteWriter(4096);
    private readonly places = new ByteWriter(1024);
    private readonly blocks = new ByteWriter(256);
    private previous = '';
    private count = 0;
    private textStart = 0;
    private placeStart = 0;
    private blockPostings = 0;

    add(term: string, list: { count: number; bytes: number }): void {
        if (this.count % BLOCK === 0) {
            this.endBlock();
            this.previous = '';
        }
        const shared = sharedUnits(this.previous, term);
        const further = term.length - shared;
        this.texts.byte(Math.min(shared, FULL_NIBBLE) * 16 + Math.min(further, FULL_NIBBLE));
        for (const size of [shared, further]) {
            if (size >= FULL_NIBBLE) {
                this.texts.varint(size - FULL_NIBBLE);
            }
        }
        this.texts.units(term, shared);
        this.places.varint(list.count);
        if (list.count >= SIZE_FROM) {
            this.places.varint(list.bytes);
        }
        this.blockPostings += list.bytes;
        this.previous = term;
        this.count++;
    }

    finish(): { termTexts: Uint8Array; termPlaces: Uint8Array; termBlocks: Uint8Array } {
        this.endBlock();
        return {
            termTexts: this.texts.written(),
            termPlaces: this.places.written(),
            termBlocks: this.blocks.written(),
        };
    }

    private endBlock(): void {
        if (this.texts.length > this.textStart) {
            this.blocks.varint(this.texts.length - this.textStart);
            this.blocks.varint(this.places.length - this.placeStart);
            this.blocks.varint(this.blockPostings);
            this.textStart = this.texts.length;
            this.placeStart = this.places.length;
            this.blockPostings = 0;
        }
    }
}

function sharedUnits(a: string, b: string): number {
    let shared = 0;
    while (shared < a.length && a.charCodeAt(shared) === b.charCodeAt(shared)) {
        shared++;
    }
    return shared;
}
