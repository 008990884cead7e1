import type { CompiledQuery, Nomination } from '../types';
import { collect, type Search } from './collect';
import { addContext } from './context';
import { planClauses } from './plan';
import { isBelow, momentOf, Pool, type Candidate, type Place } from './pool';
import { compareMoments, type Segment } from './segment';

/** Messages whose surroundings are looked at. */
const CONTEXT_POOL = 2000;

/** A segment to search, without its dead messages. */
export interface RankSource {
    segment: Segment;
    isDead?: (doc: number) => boolean;
}

export interface RankOptions {
    /** Nominations wanted. */
    limit: number;
    /** Milliseconds; give the same one for the pages of one search. */
    now: number;
    /** Continue below this nomination. */
    after?: { score: number; time: number; id: string };
}

/**
 * The best matches of a query among the messages of some rooms. By relevance that is the order of (score, time, id),
 * all descending; by date it is (time, id), descending for `newest` and ascending for `oldest`. A query without
 * clauses matches every message that passes its filters.
 *
 * The score is BM25 over all segments, times how many of the clauses match, times a little more for recent messages;
 * the best 2,000 are raised by related messages around them. The order is the same however the messages are spread
 * over segments, and `after` continues it as long as they are the same.
 *
 * Throws `RangeError` for more than 32 clauses.
 */
export function rank(
    sources: readonly RankSource[],
    query: CompiledQuery,
    rooms: ReadonlySet<string>,
    { limit, now, after }: RankOptions,
): Nomination[] {
    const total = sources.reduce((sum, { segment }) => sum + segment.count, 0);
    if (!total || limit <= 0) {
        return [];
    }
    const clauses = planClauses(query, sources, total);
    const search: Search = { sources, query, rooms, clauses, total, now };
    const found = query.sort === 'relevance' ? byRelevance(search, limit, after) : byDate(search, limit, after);
    return found.map(({ source: { segment }, doc, score, matched }) => ({
        id: segment.idAt(doc),
        roomId: segment.roomAt(doc),
        time: segment.timeAt(doc),
        version: segment.versionAt(doc),
        score,
        matched,
    }));
}

function byDate(search: Search, limit: number, after: RankOptions['after']): Candidate[] {
    const direction = search.query.sort === 'newest' ? 1 : -1;
    const pool = new Pool(limit, direction, after && { key: direction * after.time, time: after.time, id: after.id });
    collect(search, pool);
    return withoutCopies(pool.all().sort((a, b) => pool.compare(a, b)));
}

/**
 * What is in the pool can only rise, and what is not scores no more than the last in it. So the order of the pool,
 * followed by the order of the rest, is an order of everything.
 */
function byRelevance(search: Search, limit: number, after: RankOptions['after']): Candidate[] {
    const pool = new Pool(CONTEXT_POOL, 1);
    collect(search, pool);
    const last = pool.isFull ? placeOf(pool.worst!) : undefined;
    const below = after && { key: after.score, time: after.time, id: after.id };
    const raised = addContext(pool.all(), search.sources).sort((a, b) => pool.compare(a, b));
    const page = (below ? raised.filter((each) => isBelow(each, below, 1)) : raised).slice(0, limit);
    if (page.length === limit || !last) {
        return page;
    }
    const deeper = new Pool(limit - page.length, 1, below && comparePlaces(below, last) > 0 ? below : last);
    collect(search, deeper);
    return [...page, ...withoutCopies(deeper.all().sort((a, b) => deeper.compare(a, b)))];
}

function placeOf(candidate: Candidate): Place {
    return { key: candidate.key, ...momentOf(candidate) };
}

/** Negative if `a` comes before `b`. */
function comparePlaces(a: Place, b: Place): number {
    return b.key - a.key || compareMoments(b, a);
}

/** Of neighbours with one id, the higher version. */
function withoutCopies(sorted: readonly Candidate[]): Candidate[] {
    const kept = new Map<string, Candidate>();
    for (const candidate of sorted) {
        const { id } = momentOf(candidate);
        const known = kept.get(id);
        if (!known || versionOf(known) < versionOf(candidate)) {
            kept.set(id, candidate);
        }
    }
    return [...kept.values()];
}

function versionOf({ source, doc }: Candidate): number {
    return source.segment.versionAt(doc);
}
