import type { ByteReader } from './bytes';

/**
 * The terms of a segment in the order of their code units, in blocks of 16. Only what a term does not share with the
 * one before it is stored (the first of a block shares nothing). `termTexts` has for each term one byte of two
 * nibbles, shared units and further units (15 = more follow as a varint), then the further units. `termPlaces` has
 * the number of its messages and, if there are many, the size of its list; short lists are stepped over instead.
 * `termBlocks` has for each block the size it takes in `termTexts`, in `termPlaces` and in the postings.
 */
export const BLOCK = 16;
export const FULL_NIBBLE = 15;
export const SIZE_FROM = 8;

/** A size of which a nibble is known. */
export function readSize(reader: ByteReader, nibble: number): number {
    return nibble === FULL_NIBBLE ? nibble + reader.varint() : nibble;
}
