import type { Clause, CompiledQuery, IndexEntry, TermVariant } from '../../../src/search/types';

const DAY = 86_400_000;
const K1 = 1.4;
const B = 0.6;
const COORDINATION = 0.5;

export interface Scored {
    entry: IndexEntry;
    score: number;
    matched: number;
}

/** Descending by time, then by id. */
export const newestFirst = (a: IndexEntry, b: IndexEntry) => b.time - a.time || (a.id < b.id ? 1 : -1);

/**
 * What `rank` has to find, worked out the plain way over all messages: `all` counts for frequencies, lengths and
 * distances; those that `isDead` says are not found.
 */
export function naiveRank(
    all: readonly IndexEntry[],
    query: CompiledQuery,
    rooms: ReadonlySet<string>,
    now: number,
    isDead: (entry: IndexEntry) => boolean = () => false,
): Scored[] {
    const mean = all.reduce((sum, { length }) => sum + length, 0) / all.length || 1;
    const positive = query.clauses.filter(({ occur }) => occur !== 'not').length;
    const hasTerm = (entry: IndexEntry, { term, isPrefix }: TermVariant) =>
        isPrefix ? [...entry.terms.keys()].some((each) => each.startsWith(term)) : entry.terms.has(term);
    const isTermOf = (term: string, variant: TermVariant) =>
        variant.isPrefix ? term.startsWith(variant.term) : term === variant.term;
    const idf = ({ variants }: Clause) => {
        const found = variants.flatMap((variant) =>
            all.flatMap(({ terms }) => [...terms.keys()].filter((term) => isTermOf(term, variant))),
        );
        const count = Math.min(all.length, found.length);
        return Math.log(1 + (all.length - count + 0.5) / (count + 0.5));
    };
    const gain = (entry: IndexEntry, clause: Clause) => {
        const tf = clause.variants
            .flatMap((variant) =>
                [...entry.terms].map(([term, times]) => (isTermOf(term, variant) ? variant.weight * times : 0)),
            )
            .reduce((sum, each) => sum + each, 0);
        const norm = K1 * (1 - B + (B * entry.length) / mean);
        return tf ? (idf(clause) * tf * (K1 + 1)) / (tf + norm) : 0;
    };
    const matches = (entry: IndexEntry): Scored | undefined => {
        const { from = -Infinity, to = Infinity, authorIds, flags } = query;
        const passes =
            rooms.has(entry.roomId) &&
            entry.time >= from &&
            entry.time < to &&
            (authorIds?.has(entry.authorId) ?? true) &&
            (entry.flags & flags) === flags &&
            !isDead(entry);
        const hits = query.clauses.map(({ variants }) => variants.some((variant) => hasTerm(entry, variant)));
        const fits = query.clauses.every(({ occur }, i) =>
            occur === 'must' ? hits[i] : occur === 'not' ? !hits[i] : true,
        );
        const count = hits.filter((hit, i) => hit && query.clauses[i]!.occur !== 'not').length;
        if (!passes || !fits || (positive && !count)) {
            return undefined;
        }
        const gains = query.clauses.map((clause) => (clause.occur === 'not' ? 0 : gain(entry, clause)));
        const share = positive ? 1 - COORDINATION + (COORDINATION * count) / positive : 1;
        const age = Math.max(0, Math.floor(now / DAY) - Math.floor(entry.time / DAY));
        return {
            entry,
            score: gains.reduce((sum, each) => sum + each, 0) * share * (1 + 0.5 * 2 ** (-age / 90)),
            matched: hits.reduce((bits, hit, i) => (hit ? bits + 2 ** i : bits), 0),
        };
    };
    const found = all.map(matches).filter((each) => each !== undefined);
    if (query.sort !== 'relevance') {
        const sorted = found.sort((a, b) => newestFirst(a.entry, b.entry));
        return query.sort === 'newest' ? sorted : sorted.reverse();
    }
    return withContext(found, all).sort((a, b) => b.score - a.score || newestFirst(a.entry, b.entry));
}

function withContext(found: Scored[], all: readonly IndexEntry[]): Scored[] {
    const inOrder = [...all].sort(newestFirst);
    return found.map((each) => {
        const room = inOrder.filter(({ roomId }) => roomId === each.entry.roomId);
        const place = room.indexOf(each.entry);
        const around = found.map((other) => {
            const steps = Math.abs(room.indexOf(other.entry) - place);
            const isNear =
                other !== each &&
                other.entry.roomId === each.entry.roomId &&
                steps <= 8 &&
                Math.abs(other.entry.time - each.entry.time) <= 7_200_000;
            return isNear ? other.score * (1 - steps / 9) : 0;
        });
        return { ...each, score: each.score + 0.3 * around.reduce((sum, score) => sum + score, 0) };
    });
}
