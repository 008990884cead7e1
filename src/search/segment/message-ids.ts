import { readTexts, writeTexts } from './bytes';

/**
 * Ids of messages. Rocket.Chat makes them of 17 random characters out of 55, which is 12.3 bytes that nothing can
 * compress further. Here the first nine characters are one number and the last eight another, together 13 bytes, cut
 * into planes so that the two top bytes, which are not fully random, lie together and deflate. All other ids are kept
 * as text; their first number is beyond what nine characters can reach and says which text it is.
 */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz';
const BASE = ALPHABET.length;
const HEAD = 9;
const LENGTH = 17;
const FIRST_ODD = BASE ** HEAD;
const WORD = 2 ** 32;
const BYTES = 13;
// Taken once: in a sandbox each look at a global is slow.
const { floor } = Math;

/** Character code -> digit, -1 for characters that are not used. */
const DIGITS = Int8Array.from({ length: 128 }, (_, code) => ALPHABET.indexOf(String.fromCharCode(code)));

interface Planes {
    headLow: Uint32Array;
    tailLow: Uint32Array;
    headMiddle: Uint16Array;
    headHigh: Uint8Array;
    tailMiddle: Uint8Array;
    tailHigh: Uint8Array;
}

function planes(buffer: ArrayBufferLike, offset: number, count: number): Planes {
    return {
        headLow: new Uint32Array(buffer, offset, count),
        tailLow: new Uint32Array(buffer, offset + 4 * count, count),
        headMiddle: new Uint16Array(buffer, offset + 8 * count, count),
        headHigh: new Uint8Array(buffer, offset + 10 * count, count),
        tailMiddle: new Uint8Array(buffer, offset + 11 * count, count),
        tailHigh: new Uint8Array(buffer, offset + 12 * count, count),
    };
}

/** The number some characters of an id stand for, or -1. */
function numberOf(id: string, from: number, to: number): number {
    let value = 0;
    for (let i = from; i < to; i++) {
        const code = id.charCodeAt(i);
        const digit = code < 128 ? DIGITS[code]! : -1;
        if (digit < 0) {
            return -1;
        }
        value = value * BASE + digit;
    }
    return value;
}

function textOf(value: number, length: number): string {
    let text = '';
    let rest = value;
    for (let i = 0; i < length; i++) {
        text = ALPHABET.charAt(rest % BASE) + text;
        rest = floor(rest / BASE);
    }
    return text;
}

/** Head and tail of a usual id; undefined for an odd one. */
function split(id: string): { head: number; tail: number } | undefined {
    const head = id.length === LENGTH ? numberOf(id, 0, HEAD) : -1;
    const tail = head < 0 ? -1 : numberOf(id, HEAD, LENGTH);
    return tail < 0 ? undefined : { head, tail };
}

/** Fills the id column of `count` messages. */
export class MessageIdsWriter {
    private readonly bytes: Uint8Array;
    private readonly planes: Planes;
    private readonly odd: string[] = [];
    private index = 0;

    constructor(count: number) {
        this.bytes = new Uint8Array(BYTES * count);
        this.planes = planes(this.bytes.buffer, 0, count);
    }

    add(id: string): void {
        const usual = split(id);
        if (usual) {
            this.put(usual.head, usual.tail);
        } else {
            this.put(FIRST_ODD + this.odd.push(id) - 1, 0);
        }
    }

    /** The column and, beside it, the odd ids. */
    finish(): { idColumn: Uint8Array; oddIds: Uint8Array } {
        return { idColumn: this.bytes, oddIds: writeTexts(this.odd) };
    }

    private put(head: number, tail: number): void {
        const { headLow, headMiddle, headHigh, tailLow, tailMiddle, tailHigh } = this.planes;
        const i = this.index++;
        // Storing into a narrower array keeps the low bits.
        headLow[i] = head;
        headMiddle[i] = head / WORD;
        headHigh[i] = head / WORD / 0x10000;
        tailLow[i] = tail;
        tailMiddle[i] = tail / WORD;
        tailHigh[i] = tail / WORD / 0x100;
    }
}

/** Reads an id column in place. */
export class MessageIds {
    private readonly planes: Planes;
    private readonly odd: string[];

    constructor(
        idColumn: Uint8Array,
        oddIds: Uint8Array,
        private readonly count: number,
    ) {
        this.planes = planes(idColumn.buffer, idColumn.byteOffset, count);
        this.odd = readTexts(oddIds);
    }

    at(index: number): string {
        const head = this.headAt(index);
        return head >= FIRST_ODD
            ? this.odd[head - FIRST_ODD]!
            : textOf(head, HEAD) + textOf(this.tailAt(index), LENGTH - HEAD);
    }

    /** A number that equal ids share and different ones mostly do not. */
    hashAt(index: number): number {
        const head = this.headAt(index);
        return head >= FIRST_ODD
            ? hashText(this.odd[head - FIRST_ODD]!)
            : this.planes.headLow[index]! ^ this.planes.tailLow[index]!;
    }

    /** Where the ids stand that are here. One pass over a column, whatever their number. */
    find(ids: Iterable<string>): Map<string, number> {
        const wanted = new Map<number, string[]>();
        const low = new Uint8Array(0x10000);
        const found = new Map<string, number>();
        for (const id of ids) {
            const usual = split(id);
            const odd = usual ? -1 : this.odd.indexOf(id);
            if (usual ?? odd >= 0) {
                const headLow = (usual ? usual.head : FIRST_ODD + odd) % WORD;
                wanted.set(headLow, [...(wanted.get(headLow) ?? []), id]);
                low[headLow & 0xffff] = 1;
            }
        }
        const { headLow } = this.planes;
        for (let i = 0; wanted.size && i < this.count; i++) {
            const word = headLow[i]!;
            if (low[word & 0xffff] && wanted.has(word)) {
                const id = this.at(i);
                if (wanted.get(word)!.includes(id)) {
                    found.set(id, i);
                }
            }
        }
        return found;
    }

    private headAt(index: number): number {
        const { headLow, headMiddle, headHigh } = this.planes;
        return headLow[index]! + WORD * (headMiddle[index]! + 0x10000 * headHigh[index]!);
    }

    private tailAt(index: number): number {
        const { tailLow, tailMiddle, tailHigh } = this.planes;
        return tailLow[index]! + WORD * (tailMiddle[index]! + 0x100 * tailHigh[index]!);
    }
}

function hashText(text: string): number {
    let hash = 0x811c9dc5;
    for (let i = 0; i < text.length; i++) {
        hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    }
    return hash;
}
