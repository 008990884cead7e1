import fc from 'fast-check';
import { rank, type RankOptions, type RankSource } from '../../../src/search/segment';
import type { Clause, CompiledQuery, IndexEntry, Nomination } from '../../../src/search/types';
import { collections, entries, NOW, segmentOf, words } from './documents';
import { naiveRank, newestFirst } from './oracle';

const variants = fc.record({
    term: fc.oneof(words, fc.constantFrom('', 'nowhere')),
    weight: fc.constantFrom(1, 0.7, 0.3),
    isPrefix: fc.constantFrom(true as const, undefined),
});
const clauses: fc.Arbitrary<Clause> = fc.record({
    variants: fc.array(variants, { minLength: 1, maxLength: 3 }),
    occur: fc.constantFrom('must', 'should', 'should', 'not'),
});
const hour = 3_600_000;
const moment = fc.option(
    fc.integer({ min: -10, max: 110 }).map((hours) => NOW - hours * hour),
    { nil: undefined, freq: 2 },
);
const queries: fc.Arbitrary<CompiledQuery> = fc.record({
    clauses: fc.array(clauses, { maxLength: 4 }),
    authorIds: fc.option(
        fc.subarray(['u1', 'u2', 'u9']).map((ids) => new Set(ids)),
        { nil: undefined, freq: 3 },
    ),
    from: moment,
    to: moment,
    flags: fc.constantFrom(0, 0, 0, 1, 6),
    sort: fc.constantFrom('relevance', 'relevance', 'newest', 'oldest'),
});
const someRooms = fc.subarray(['GENERAL', 'r2', 'r3', 'uid1uid2', 'elsewhere']).map((rooms) => new Set(rooms));
const allRooms = new Set(['GENERAL', 'r2', 'r3', 'uid1uid2']);

/** The same messages in some segments. */
const spread = (all: readonly IndexEntry[], parts: number): RankSource[] =>
    Array.from({ length: parts }, (_, part) => ({ segment: segmentOf(all.filter((__, i) => i % parts === part)) }));

const all = (options: Partial<RankOptions> = {}): RankOptions => ({ limit: 1000, now: NOW, ...options });

/** Checks nominations against the plain way of working them out; equal up to the rounding of sums. */
function expectSame(found: Nomination[], expected: ReturnType<typeof naiveRank>): void {
    const byId = new Map(expected.map((each) => [each.entry.id, each]));
    expect(found.map(({ id }) => id).sort()).toEqual([...byId.keys()].sort());
    found.forEach((nomination, place) => {
        const { entry, score, matched } = byId.get(nomination.id)!;
        const { roomId, time, version } = entry;
        expect(nomination).toMatchObject({ roomId, time, version, matched });
        expect(nomination.score).toBeCloseTo(score, 9);
        expect(score).toBeCloseTo(expected[place]!.score, 9);
    });
}

describe('the ranking', () => {
    it('is BM25 with coordination, recency and context, as worked out the plain way', () => {
        fc.assert(
            fc.property(
                collections,
                queries,
                someRooms,
                fc.integer({ min: 1, max: 4 }),
                (messages, query, rooms, parts) => {
                    const found = rank(spread(messages, parts), query, rooms, all());
                    expectSame(found, naiveRank(messages, query, rooms, NOW));
                },
            ),
            { numRuns: 200 },
        );
    });

    it('orders by score, then by time, then by id, all descending', () => {
        fc.assert(
            fc.property(collections, queries, fc.integer({ min: 1, max: 4 }), (messages, query, parts) => {
                const byId = new Map(messages.map((each) => [each.id, each]));
                const found = rank(spread(messages, parts), { ...query, sort: 'relevance' }, allRooms, all());
                const sorted = [...found].sort(
                    (a, b) => b.score - a.score || newestFirst(byId.get(a.id)!, byId.get(b.id)!),
                );
                expect(found).toEqual(sorted);
            }),
        );
    });

    it('orders by date when asked to', () => {
        fc.assert(
            fc.property(collections, queries, fc.constantFrom('newest', 'oldest'), (messages, query, sort) => {
                const asked = { ...query, sort } as const;
                const found = rank(spread(messages, 3), asked, allRooms, all());
                const expected = naiveRank(messages, asked, allRooms, NOW);
                expect(found.map(({ id }) => id)).toEqual(expected.map(({ entry }) => entry.id));
            }),
        );
    });

    it('does not depend on how messages are spread over segments', () => {
        fc.assert(
            fc.property(collections, queries, someRooms, (messages, query, rooms) => {
                const inOne = rank(spread(messages, 1), query, rooms, all());
                expect(rank(spread(messages, 5), query, rooms, all())).toEqual(inOne);
            }),
            { numRuns: 200 },
        );
    });

    it('leaves out the dead', () => {
        fc.assert(
            fc.property(collections, queries, fc.func(fc.boolean()), (messages, query, chance) => {
                const dead = new Set(messages.filter(({ id }) => chance(id)).map(({ id }) => id));
                const sources = spread(messages, 3).map(({ segment }) => ({
                    segment,
                    isDead: (doc: number) => dead.has(segment.idAt(doc)),
                }));
                const expected = naiveRank(messages, query, allRooms, NOW, ({ id }) => dead.has(id));
                expectSame(rank(sources, query, allRooms, all()), expected);
            }),
        );
    });

    it('continues where a page ended', () => {
        fc.assert(
            fc.property(collections, queries, fc.integer({ min: 1, max: 7 }), (messages, query, limit) => {
                const sources = spread(messages, 3);
                const whole = rank(sources, query, allRooms, all());
                const pages: Nomination[] = [];
                for (let page = rank(sources, query, allRooms, all({ limit })); page.length;) {
                    pages.push(...page);
                    page = rank(sources, query, allRooms, all({ limit, after: page[page.length - 1] }));
                }
                expect(pages).toEqual(whole);
            }),
        );
    });

    it('shows the higher version of a message that is in two segments', () => {
        fc.assert(
            fc.property(fc.array(entries, { minLength: 1, maxLength: 10 }), queries, (messages, query) => {
                const older = segmentOf(messages);
                const newer = segmentOf(messages.map((each) => ({ ...each, version: each.version + 10 })));
                const found = rank([{ segment: older }, { segment: newer }], query, allRooms, all());
                expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
                found.forEach(({ version }) => expect(version).toBeGreaterThanOrEqual(10));
            }),
        );
    });

    it('finds nothing in no segments', () => {
        const query = { clauses: [], flags: 0, sort: 'newest' } as const;
        expect(rank([], { ...query, clauses: [] }, allRooms, all())).toEqual([]);
    });

    it('refuses more clauses than it can tell apart', () => {
        const clause: Clause = { variants: [{ term: 'a', weight: 1 }], occur: 'should' };
        const query: CompiledQuery = { clauses: Array.from({ length: 33 }, () => clause), flags: 0, sort: 'relevance' };
        expect(() => rank([{ segment: segmentOf([]) }, ...spread([...sample(1)], 1)], query, allRooms, all())).toThrow(
            RangeError,
        );
    });
});

/** Many messages, some words in most of them and some in few. */
function* sample(count: number): Generator<IndexEntry> {
    for (let i = 0; i < count; i++) {
        const terms = new Map([
            ['common', 1 + (i % 4)],
            [i % 3 ? 'often' : 'seldom', 1],
            [`rare${String(i % 997)}`, 1 + (i % 2)],
        ]);
        yield {
            id: `message ${String((i * 7919) % count)}`,
            roomId: `r${String((i * i) % 5)}`,
            authorId: 'u1',
            time: NOW - ((i * 31) % count) * 600_000,
            version: 0,
            flags: 0,
            terms,
            length: 3 + (i % 50),
        };
    }
}

describe('the ranking of many messages', () => {
    const messages = [...sample(12_000)];
    const rooms = new Set(['r0', 'r1', 'r4']);
    const queryOf = (...terms: string[]): CompiledQuery => ({
        clauses: terms.map((term) => ({ variants: [{ term, weight: 1 }], occur: 'should' })),
        flags: 0,
        sort: 'relevance',
    });
    const one = spread(messages, 1);
    const five = spread(messages, 5);
    // Comparing them one by one takes jest seconds.
    const digest = (found: Nomination[]) => JSON.stringify(found);

    it.each([['common'], ['common seldom'], ['rare5 rare6 common'], ['rare8 often seldom common']])(
        'finds the same for "%s" in one segment and in five, and pages through all of it',
        (text) => {
            const query = queryOf(...text.split(' '));
            const whole = rank(one, query, rooms, { limit: 50_000, now: NOW });
            expect(whole.length).toBeGreaterThan(5000);
            expect(digest(rank(five, query, rooms, { limit: 50_000, now: NOW }))).toBe(digest(whole));
            for (const start of [0, 30, 1990, 2005, 4000]) {
                const after = start ? whole[start - 1] : undefined;
                expect(rank(five, query, rooms, { limit: 25, now: NOW, after })).toEqual(
                    whole.slice(start, start + 25),
                );
            }
        },
    );

    it('stops early by date without missing any', () => {
        const query: CompiledQuery = { ...queryOf('common', 'seldom'), sort: 'newest' };
        const whole = rank(five, query, rooms, { limit: 50_000, now: NOW });
        expect(rank(one, query, rooms, { limit: 20, now: NOW })).toEqual(whole.slice(0, 20));
        const after = whole[5000];
        expect(rank(five, query, rooms, { limit: 20, now: NOW, after })).toEqual(whole.slice(5001, 5021));
        expect(rank(five, { ...query, sort: 'oldest' }, rooms, { limit: 20, now: NOW })).toEqual(
            whole.reverse().slice(0, 20),
        );
    });
});
