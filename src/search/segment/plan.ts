import type { Clause, CompiledQuery, TermVariant } from '../types';
import type { TermPlace } from './dictionary';
import { openList, type PostingList } from './postings';
import { mostFrequent, visitTerms } from './prefix-terms';
import type { RankSource } from './rank';
import { CEILING, rarity } from './weights';

/** Terms a prefix stands for at most: the most frequent ones. */
const MAX_EXPANSION = 128;
/** Clauses have a bit each in `matched`. */
const MAX_CLAUSES = 32;

/** One term of a clause. */
interface WeighedTerm {
    /** What one occurrence counts; the word itself has 1. */
    weight: number;
    /** Where its list is in each source that has it. */
    places: Map<RankSource, TermPlace>;
    /** Messages that have it. */
    count: number;
}

/** A clause ready to be scored. */
export interface PlannedClause {
    /** Its bit in `matched`. */
    bit: number;
    occur: Clause['occur'];
    terms: WeighedTerm[];
    /** Messages that have one of its terms; those that have several count more than once. */
    count: number;
    /** More than any message can get from it. */
    bound: number;
}

/**
 * Looks the terms of a query up in all segments. A clause is weighed by how rare its terms are together (a rare form
 * makes nothing special of a common word) and that in the whole index, so that
 * the score of a message does not depend on how the messages are spread over segments. The order of the clauses is
 * the order they are scored in: what must match, the rarest first; what should, the weightiest first; what must not.
 * Throws `RangeError` for more than 32 clauses.
 */
export function planClauses(query: CompiledQuery, sources: readonly RankSource[], total: number): PlannedClause[] {
    if (query.clauses.length > MAX_CLAUSES) {
        throw new RangeError(`A query has at most ${String(MAX_CLAUSES)} clauses`);
    }
    const planned = query.clauses.map(({ variants, occur }, index): PlannedClause => {
        const terms = variants.flatMap((variant) => lookUpAll(variant, sources));
        const count = Math.min(
            total,
            terms.reduce((sum, each) => sum + each.count, 0),
        );
        return { bit: (1 << index) >>> 0, occur, terms, count, bound: rarity(count, total) * CEILING };
    });
    const rank = { must: 0, should: 1, not: 2 };
    return planned.sort(
        (a, b) =>
            rank[a.occur] - rank[b.occur] ||
            (a.occur === 'must' ? a.count - b.count : b.bound - a.bound) ||
            a.bit - b.bit,
    );
}

/** The terms a variant stands for, of those that occur. */
function lookUpAll({ term, weight, isPrefix }: TermVariant, sources: readonly RankSource[]): WeighedTerm[] {
    const terms = isPrefix ? expand(term, sources) : [{ term, sources }];
    return terms.map((each) => ({ weight, ...lookUp(each.term, each.sources) })).filter(({ count }) => count > 0);
}

function lookUp(term: string, sources: readonly RankSource[]): Omit<WeighedTerm, 'weight'> {
    const places = new Map<RankSource, TermPlace>();
    let count = 0;
    for (const source of sources) {
        const place = source.segment.dictionary.find(term);
        if (place) {
            places.set(source, place);
            count += place.count;
        }
    }
    return { places, count };
}

/** The most frequent terms that begin with a prefix, each with the sources that have it. */
function expand(prefix: string, sources: readonly RankSource[]): Array<{ term: string; sources: RankSource[] }> {
    const known = new Map<string, { term: string; count: number; sources: RankSource[] }>();
    for (const source of sources) {
        visitTerms(source.segment.dictionary, prefix, (term, count) => {
            const each = known.get(term);
            if (each) {
                each.count += count;
                each.sources.push(source);
            } else {
                known.set(term, { term, count, sources: [source] });
            }
        });
    }
    return mostFrequent([...known.values()], MAX_EXPANSION);
}

/** A clause in one segment. */
export interface OpenClause extends PlannedClause {
    lists: Array<{ list: PostingList; weight: number }>;
}

/** Opens the lists of a source. Undefined when it has no message that could match. */
export function openClauses(clauses: readonly PlannedClause[], source: RankSource): OpenClause[] | undefined {
    const { postings } = source.segment;
    const open: OpenClause[] = [];
    for (const clause of clauses) {
        const found = clause.terms.flatMap(({ places, weight }) => {
            const place = places.get(source);
            return place ? [{ place, weight }] : [];
        });
        if (found.length) {
            const lists = found.map(({ place, weight }) => ({
                list: openList(postings, place.at, place.count),
                weight,
            }));
            open.push({ ...clause, lists });
        } else if (clause.occur === 'must') {
            return undefined;
        }
    }
    const asksForWords = clauses.some(({ occur }) => occur !== 'not');
    return asksForWords && !open.some(({ occur }) => occur !== 'not') ? undefined : open;
}
