import type { Clause, CompiledQuery, TermVariant } from '../types';
import type { PostingList } from './postings';
import { mostFrequent, visitTerms } from './prefix-terms';
import type { RankSource } from './rank';
import { CEILING, rarity } from './weights';

/** Terms a prefix stands for at most: the most frequent ones. */
const MAX_EXPANSION = 128;
/** Clauses have a bit each in `matched`. */
const MAX_CLAUSES = 32;

/** One term of a clause, with what it counts. */
interface WeighedTerm {
    term: string;
    weight: number;
}

/** A clause ready to be scored. */
export interface PlannedClause {
    /** Its bit in `matched`. */
    bit: number;
    occur: Clause['occur'];
    terms: WeighedTerm[];
    /** Messages that have one of its terms, counted generously. */
    count: number;
    /** More than any message can get from it. */
    bound: number;
}

/**
 * Looks the terms of a query up in all segments. Each term is weighed by how rare it is in the whole index, so that
 * the score of a message does not depend on how the messages are spread over segments. The order of the clauses is
 * the order they are scored in: what must match, the rarest first; what should, the weightiest first; what must not.
 * Throws `RangeError` for more than 32 clauses.
 */
export function planClauses(query: CompiledQuery, sources: readonly RankSource[], total: number): PlannedClause[] {
    if (query.clauses.length > MAX_CLAUSES) {
        throw new RangeError(`A query has at most ${String(MAX_CLAUSES)} clauses`);
    }
    const planned = query.clauses.map(({ variants, occur }, index): PlannedClause => {
        const found = variants.map((variant) => weigh(variant, sources, total));
        const terms = found.flatMap((each) => each.terms);
        return {
            bit: (1 << index) >>> 0,
            occur,
            terms,
            count: found.reduce((sum, { count }) => sum + count, 0),
            bound: terms.reduce((most, { weight }) => Math.max(most, weight), 0) * CEILING,
        };
    });
    const rank = { must: 0, should: 1, not: 2 };
    return planned.sort(
        (a, b) =>
            rank[a.occur] - rank[b.occur] ||
            (a.occur === 'must' ? a.count - b.count : b.bound - a.bound) ||
            a.bit - b.bit,
    );
}

function weigh(
    { term, weight, isPrefix }: TermVariant,
    sources: readonly RankSource[],
    total: number,
): { terms: WeighedTerm[]; count: number } {
    const terms = isPrefix ? expand(term, sources) : [{ term, count: countOf(term, sources) }];
    // The terms of a prefix are as rare as they are together: a rare ending makes nothing of a common beginning.
    const count = Math.min(
        total,
        terms.reduce((sum, each) => sum + each.count, 0),
    );
    const rare = weight * rarity(count, total);
    return { terms: terms.filter((each) => each.count > 0).map((each) => ({ term: each.term, weight: rare })), count };
}

function countOf(term: string, sources: readonly RankSource[]): number {
    return sources.reduce((sum, { segment }) => sum + segment.countOf(term), 0);
}

function expand(prefix: string, sources: readonly RankSource[]): Array<{ term: string; count: number }> {
    const counts = new Map<string, number>();
    for (const { segment } of sources) {
        visitTerms(segment.dictionary, prefix, (term, count) => counts.set(term, (counts.get(term) ?? 0) + count));
    }
    return mostFrequent(
        [...counts].map(([term, count]) => ({ term, count })),
        MAX_EXPANSION,
    );
}

/** A clause in one segment. */
export interface OpenClause extends PlannedClause {
    lists: Array<{ list: PostingList; weight: number }>;
}

/** Opens the lists of a source. Undefined when it has no message that could match. */
export function openClauses(clauses: readonly PlannedClause[], { segment }: RankSource): OpenClause[] | undefined {
    const open: OpenClause[] = [];
    for (const clause of clauses) {
        const lists = clause.terms.flatMap(({ term, weight }) => {
            const list = segment.listOf(term);
            return list ? [{ list, weight }] : [];
        });
        if (!lists.length && clause.occur === 'must') {
            return undefined;
        }
        if (lists.length) {
            open.push({ ...clause, lists });
        }
    }
    const asksForWords = clauses.some(({ occur }) => occur !== 'not');
    return asksForWords && !open.some(({ occur }) => occur !== 'not') ? undefined : open;
}
