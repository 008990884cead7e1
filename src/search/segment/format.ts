/**
 * The image of a segment: a header of 32-bit words, then the sections, each on a multiple of four bytes.
 *
 *   magic | format | checksum | number of messages | length in bytes of every section
 *
 * Words are little-endian as on every machine a server runs on, so that columns are typed arrays over the image.
 */

/** The sections in the order they are stored. */
export const SECTIONS = [
    'rooms',
    'authors',
    'roomColumn',
    'authorColumn',
    'flagColumn',
    'lengthColumn',
    'timeColumn',
    'versionColumn',
    'idColumn',
    'oddIds',
    'termTexts',
    'termPlaces',
    'termBlocks',
    'postings',
] as const;
export type Section = (typeof SECTIONS)[number];
export type Sections = Record<Section, Uint8Array>;

const MAGIC = 0x474d5341;
const FORMAT = 1;
const HEADER_BYTES = 4 * (4 + SECTIONS.length);
/** The checksum covers everything behind itself. */
const CHECKED_FROM = 12;
/** Bytes summed up between two turns: some milliseconds. */
const CHECK_SLICE = 4 * 1024 * 1024;

/** The bytes are no segment of this format, or were changed. Whoever meets it rebuilds from the host's messages. */
export class SegmentDamaged extends Error {
    constructor(reason: string) {
        super(`not a whole search segment: ${reason}`);
        this.name = 'SegmentDamaged';
    }
}

/** Puts sections together to an image. Yields between slices of a few milliseconds. */
export function* assemble(count: number, sections: Sections): Generator<void, Uint8Array> {
    const size = SECTIONS.reduce((sum, name) => sum + aligned(sections[name].length), HEADER_BYTES);
    const image = new Uint8Array(size);
    const header = new Uint32Array(image.buffer, 0, HEADER_BYTES / 4);
    header.set([MAGIC, FORMAT, 0, count]);
    let at = HEADER_BYTES;
    for (const [index, name] of SECTIONS.entries()) {
        header[4 + index] = sections[name].length;
        image.set(sections[name], at);
        at += aligned(sections[name].length);
        yield;
    }
    const words = new Uint32Array(image.buffer);
    let sum = 0;
    for (let from = CHECKED_FROM; from < size; from += CHECK_SLICE) {
        sum = checksum(words, from / 4, Math.min(size, from + CHECK_SLICE) / 4, sum);
        yield;
    }
    header[2] = sum;
    return image;
}

/**
 * Takes an image apart without copying it (unless it lies on an odd address). Throws `SegmentDamaged` when its format
 * is unknown or a byte of it was changed.
 */
export function disassemble(bytes: Uint8Array): { image: Uint8Array; count: number; sections: Sections } {
    if (bytes.length < HEADER_BYTES || bytes.length % 4) {
        throw new SegmentDamaged('its length is wrong');
    }
    const image = bytes.byteOffset % 4 ? bytes.slice() : bytes;
    const words = new Uint32Array(image.buffer, image.byteOffset, image.length / 4);
    if (words[0] !== MAGIC || words[1] !== FORMAT) {
        throw new SegmentDamaged('its format is unknown');
    }
    if (words[2] !== checksum(words, CHECKED_FROM / 4, words.length, 0)) {
        throw new SegmentDamaged('its checksum is wrong');
    }
    let at = HEADER_BYTES;
    const parts = SECTIONS.map((name, index) => {
        const length = words[4 + index]!;
        const part = image.subarray(at, at + length);
        at += aligned(length);
        return [name, part] as const;
    });
    if (at !== image.length) {
        throw new SegmentDamaged('its sections do not add up');
    }
    return { image, count: words[3]!, sections: Object.fromEntries(parts) as Sections };
}

/**
 * Each step maps the sum so far one-to-one for a given word, and words one-to-one for a given sum: a change that
 * touches one word is never missed, any other with a chance of 1 in 2^32.
 */
function checksum(words: Uint32Array, from: number, to: number, start: number): number {
    const { imul } = Math;
    let sum = start ^ 0x811c9dc5;
    for (let i = from; i < to; i++) {
        sum = imul(sum ^ words[i]!, 0x01000193);
        sum = (sum << 15) | (sum >>> 17);
    }
    return (sum ^ 0x811c9dc5) >>> 0;
}

function aligned(length: number): number {
    return (length + 3) & ~3;
}
