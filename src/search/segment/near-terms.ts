import type { Dictionary } from './dictionary';
import { DistanceTable } from './distance-table';
import type { UnitWalk } from './unit-walk';

// Taken once: in a sandbox each look at a global is slow.
const { fromCharCode } = String;

/** A term that resembles the one asked for. */
export interface NearTerm {
    term: string;
    /** Messages it occurs in. */
    count: number;
    /** Characters left out, put in, replaced or swapped with their neighbour. */
    edits: number;
}

/** Which terms may be near: all, or those made of letters only. */
export type NearKind = 'any' | 'letters';

const LETTERS = /^\p{L}+$/u;

/**
 * The terms at most `maxEdits` from `term`, the nearest first, then the most frequent. Walks the dictionary as if it
 * were a tree: terms that begin alike share the rows of the distance table. Where a beginning is too far off, the
 * table tells the next one that is not, and the walk leaps there.
 */
export function nearTerms(
    dictionary: Dictionary,
    term: string,
    maxEdits: number,
    max: number,
    kind: NearKind = 'any',
): NearTerm[] {
    const table = new DistanceTable(term, maxEdits, kind === 'any' ? isAny : mayBeLetter);
    const found: NearTerm[] = [];
    const walk = dictionary.units(table.depth);
    let isOpen = walk.next();
    while (isOpen) {
        const dead = table.enter(walk.units, walk.length, walk.shared);
        if (dead) {
            const kept = table.nextAlive(walk.units, dead);
            isOpen = kept >= 0 && leap(dictionary, walk, kept, table.nextUnit);
            continue;
        }
        if (table.distance <= maxEdits) {
            const text = textOf(walk.units, walk.length);
            if (kind === 'any' || LETTERS.test(text)) {
                const count = dictionary.countAt(walk.block, walk.index);
                found.push({ term: text, count, edits: table.distance });
            }
        }
        isOpen = walk.next();
    }
    return found.sort((a, b) => a.edits - b.edits || b.count - a.count || (a.term < b.term ? -1 : 1)).slice(0, max);
}

const isAny = () => true;

/** Sorts out what in ASCII is no letter; the rest is left to the pattern, which reads whole characters. */
const mayBeLetter = (unit: number) => unit > 0x7f || ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a);

/** Goes to the first term not before the one made of `kept` units of this one and then `unit`; false without one. */
function leap(dictionary: Dictionary, walk: UnitWalk, kept: number, unit: number): boolean {
    const following = walk.block + 1;
    if (following < dictionary.blockCount) {
        const target = textOf(walk.units, kept) + fromCharCode(unit);
        if (dictionary.beginsBy(following, target)) {
            walk.leap(dictionary.blockOf(target, following));
        }
    }
    return walk.skip(kept, unit);
}

function textOf(units: Uint16Array, length: number): string {
    let text = '';
    for (let i = 0; i < length; i++) {
        text += fromCharCode(units[i]!);
    }
    return text;
}
