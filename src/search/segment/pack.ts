import { Buffer } from 'buffer';
import type * as zlib from 'zlib';
import { ByteReader, ByteWriter } from './bytes';
import { SegmentDamaged } from './format';

/**
 * Bytes as a string, for a store that keeps strings as UTF-8 and has no bytes of its own: seven bits a character, so
 * that each takes one byte there. Before that the bytes are deflated block by block where it pays; ids, which are
 * random, are left alone.
 *
 * A block is: varint of its length * 2 + [deflated], its length when inflated if so, its bytes.
 */
const BLOCK = 128 * 1024;
/** Deflated blocks must save this share, or inflating them is not worth the time. */
const WORTHWHILE = 0.98;
const LEVEL = 6;

/** The string of some bytes; about 20 ms for each MB. */
export function packBytes(bytes: Uint8Array): string {
    const { deflateRawSync } = loadZlib();
    const packed = new ByteWriter(bytes.length / 2);
    for (let from = 0; from < bytes.length; from += BLOCK) {
        const block = bytes.subarray(from, from + BLOCK);
        const deflated = deflateRawSync(block, { level: LEVEL });
        if (deflated.length < block.length * WORTHWHILE) {
            packed.varint(deflated.length * 2 + 1);
            packed.varint(block.length);
            packed.append(deflated);
        } else {
            packed.varint(block.length * 2);
            packed.append(block);
        }
    }
    return toSevenBits(packed.written());
}

/** The bytes of a string made by `packBytes`. Throws `SegmentDamaged` for a string that was not. */
export function unpackBytes(text: string): Uint8Array {
    const packed = fromSevenBits(text);
    const blocks: Uint8Array[] = [];
    for (const reader = new ByteReader(packed); reader.at < packed.length;) {
        const head = reader.varint();
        const size = head % 2 ? reader.varint() : 0;
        const end = reader.at + Math.floor(head / 2);
        if (!(end <= packed.length) || size > BLOCK) {
            throw new SegmentDamaged('a packed block is cut off');
        }
        const block = packed.subarray(reader.at, end);
        blocks.push(head % 2 ? inflate(block, size) : block);
        reader.at = end;
    }
    const bytes = new Uint8Array(blocks.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const block of blocks) {
        bytes.set(block, at);
        at += block.length;
    }
    return bytes;
}

function inflate(block: Uint8Array, size: number): Uint8Array {
    let inflated: Uint8Array;
    try {
        inflated = loadZlib().inflateRawSync(block, { maxOutputLength: size });
    } catch {
        throw new SegmentDamaged('a packed block does not inflate');
    }
    if (inflated.length !== size) {
        throw new SegmentDamaged('a packed block has the wrong length');
    }
    return inflated;
}

/** Seven bytes become eight characters; the last byte of a text is followed by as many zero bits as are wanting. */
function toSevenBits(bytes: Uint8Array): string {
    const characters = Buffer.allocUnsafe(Math.ceil((bytes.length * 8) / 7));
    let bits = 0;
    let held = 0;
    let at = 0;
    for (const byte of bytes) {
        held = (held << 8) | byte;
        bits += 8;
        while (bits >= 7) {
            bits -= 7;
            characters[at++] = (held >>> bits) & 0x7f;
        }
        held &= 0x7f;
    }
    if (bits) {
        characters[at] = (held << (7 - bits)) & 0x7f;
    }
    return characters.toString('latin1');
}

function fromSevenBits(text: string): Uint8Array {
    const characters = Buffer.from(text, 'latin1');
    const bytes = new Uint8Array(Math.floor((text.length * 7) / 8));
    let bits = 0;
    let held = 0;
    let at = 0;
    for (const character of characters) {
        held = ((held << 7) | (character & 0x7f)) & 0x7fff;
        bits += 7;
        if (bits >= 8) {
            bits -= 8;
            bytes[at++] = held >>> bits;
        }
    }
    return bytes;
}

/** On first use: the packaging tool constructs the app where there is no `zlib`; both sandboxes have it. */
function loadZlib(): typeof zlib {
    // eslint-disable-next-line @typescript-eslint/no-require-imports, no-restricted-globals
    return require('zlib') as typeof zlib;
}
