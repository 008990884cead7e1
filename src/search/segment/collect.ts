import type { CompiledQuery } from '../types';
import { filterFor, type Filter } from './filter';
import { openClauses, type OpenClause, type PlannedClause } from './plan';
import type { Pool } from './pool';
import type { RankSource } from './rank';
import { coordination, lengthNorms, recency } from './weights';
import { Window, WINDOW } from './window';

/** What all segments of a query share. */
export interface Search {
    sources: readonly RankSource[];
    query: CompiledQuery;
    rooms: ReadonlySet<string>;
    clauses: PlannedClause[];
    /** Messages in all sources. */
    total: number;
    now: number;
}

/**
 * Offers every live message that matches to a pool, apart from those that cannot get in. Goes through the segments,
 * and in each through windows of messages, from the newest to the oldest (or the other way round for `sort: oldest`),
 * so that a full pool ends a search by date, and is hard to get into soon in a search by relevance.
 */
export function collect(search: Search, pool: Pool): void {
    const { sources, query } = search;
    const size = Math.min(
        WINDOW,
        sources.reduce((most, { segment }) => Math.max(most, segment.count), 0),
    );
    const state: State = {
        ...search,
        pool,
        window: new Window(size, lengthNorms(sources, search.total)),
        share: coordination(search.clauses.filter(({ occur }) => occur !== 'not').length),
        days: recency(sources, search.now),
        mustMatch: search.clauses.reduce((bits, { occur, bit }) => (occur === 'must' ? bits | bit : bits), 0) >>> 0,
    };
    const order = [...sources].sort((a, b) =>
        query.sort === 'oldest' ? a.segment.timeFrom - b.segment.timeFrom : b.segment.timeTo - a.segment.timeTo,
    );
    for (const source of order) {
        const filter = filterFor(source.segment, query, search.rooms);
        const clauses = filter && openClauses(search.clauses, source);
        if (clauses) {
            collectFrom(source, filter, clauses, state);
        }
    }
}

interface State extends Search {
    pool: Pool;
    window: Window;
    /** Factors by number of matched clauses, and by day. */
    share: Float64Array;
    days: Float64Array;
    mustMatch: number;
}

function collectFrom(source: RankSource, filter: Filter, clauses: OpenClause[], state: State): void {
    const { query, pool, window } = state;
    const { segment } = source;
    const windows = Math.ceil((filter.to - filter.from) / WINDOW);
    for (let i = 0; i < windows; i++) {
        const from = filter.from + WINDOW * (query.sort === 'oldest' ? i : windows - 1 - i);
        const to = Math.min(from + WINDOW, filter.to);
        if (query.sort !== 'relevance') {
            const bestKey = query.sort === 'oldest' ? -segment.timeAt(from) : segment.timeAt(to - 1);
            if (pool.isFull && bestKey < pool.threshold) {
                return;
            }
        }
        scoreWindow(segment, filter, clauses, state, from, to);
        offerWindow(source, state, from);
        window.clear();
    }
}

function scoreWindow(
    segment: RankSource['segment'],
    filter: Filter,
    clauses: OpenClause[],
    state: State,
    from: number,
    to: number,
): void {
    const { window } = state;
    if (state.clauses.every(({ occur }) => occur === 'not')) {
        window.admitAll(from, to, filter);
    }
    const creators = creatingClauses(clauses, state, state.days[segment.dayColumn[to - 1]!]!);
    for (const [index, clause] of clauses.entries()) {
        if (index >= creators && window.candidateCount === 0) {
            return;
        }
        if (clause.occur === 'not') {
            window.exclude(clause, from);
        } else {
            window.addClause(clause, segment, from, to, index < creators ? filter : undefined);
        }
    }
}

/**
 * How many clauses, from the first on, can make a message a candidate. Where something must match that is the first
 * alone, being the rarest. Otherwise those are left out which are not enough to get into the pool all together, even
 * on the best day of the window; messages that have only them are never looked at.
 */
function creatingClauses(clauses: OpenClause[], { pool, query, share, mustMatch }: State, bestDay: number): number {
    if (mustMatch) {
        return 1;
    }
    let creators = clauses.filter(({ occur }) => occur === 'should').length;
    if (query.sort === 'relevance') {
        let bound = 0;
        for (let others = 1; creators > 0; others++) {
            bound += clauses[creators - 1]!.bound;
            if (bound * share[others]! * bestDay >= pool.threshold) {
                break;
            }
            creators--;
        }
    }
    return creators;
}

function offerWindow(source: RankSource, { query, pool, window, share, days, mustMatch }: State, from: number): void {
    const { segment, isDead } = source;
    const { dayColumn } = segment;
    for (let i = 0; i < window.candidateCount; i++) {
        const slot = window.candidates[i]!;
        const matched = window.matched[slot]!;
        if (!window.isCandidate(slot) || (matched & mustMatch) >>> 0 !== mustMatch) {
            continue;
        }
        const doc = from + slot;
        const score = window.score[slot]! * share[window.matchCount[slot]!]! * days[dayColumn[doc]!]!;
        const key = query.sort === 'relevance' ? score : segment.timeAt(doc) * (query.sort === 'newest' ? 1 : -1);
        if (pool.admits(key) && !isDead?.(doc)) {
            pool.offer({ source, doc, key, score, matched });
        }
    }
}
