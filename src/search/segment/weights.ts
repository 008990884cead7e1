import type { RankSource } from './rank';
import { DAY } from './segment';

/**
 * How fast a repeated word stops adding, and how much long messages are held back: BM25. The usual values are 1.2 and
 * 0.75; with stems counted in the frequency, these find more on judged collections.
 */
const K1 = 1.4;
const B = 0.6;
/** A message that matches all clauses counts fully; the share of those it misses takes up to this much away. */
const COORDINATION = 0.5;
/** A message of today counts half as much again as an old one; the surplus halves in this many days. */
const RECENCY = 0.5;
const HALF_LIFE_DAYS = 90;

/** The score of one occurrence can come close to `idf * CEILING`, never reach it. */
export const CEILING = K1 + 1;

/** Inverse document frequency: how much it says that a message has a term which `count` of `total` messages have. */
export function rarity(count: number, total: number): number {
    return Math.log(1 + (total - count + 0.5) / (count + 0.5));
}

/** The norm of every length that occurs, relative to the mean length. */
export function lengthNorms(sources: readonly RankSource[], total: number): Float64Array {
    const sum = sources.reduce((all, { segment }) => all + segment.totalLength, 0);
    const longest = sources.reduce((most, { segment }) => Math.max(most, segment.maxLength), 0);
    const mean = sum / total || 1;
    return Float64Array.from({ length: longest + 1 }, (_, length) => K1 * (1 - B + (B * length) / mean));
}

/** The factor for each number of matched clauses, of `clauses` in all. */
export function coordination(clauses: number): Float64Array {
    return Float64Array.from({ length: clauses + 1 }, (_, matched) =>
        clauses ? 1 - COORDINATION + (COORDINATION * matched) / clauses : 1,
    );
}

/** The factor of each day on which there may be a message; days are counted from 1970. */
export function recency(sources: readonly RankSource[], now: number): Float64Array {
    const today = Math.floor(now / DAY);
    const days = sources.filter(({ segment }) => segment.count).map(({ segment }) => segment.dayColumn);
    const first = days.reduce((least, column) => Math.min(least, column[0]!), 0xffff);
    const last = days.reduce((most, column) => Math.max(most, column[column.length - 1]!), 0);
    const factors = new Float64Array(last + 1);
    for (let day = first; day <= last; day++) {
        factors[day] = 1 + RECENCY * 2 ** (-Math.max(0, today - day) / HALF_LIFE_DAYS);
    }
    return factors;
}
