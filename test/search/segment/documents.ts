import fc from 'fast-check';
import { encodeSegment, openSegment, type Segment } from '../../../src/search/segment';
import type { IndexEntry } from '../../../src/search/types';

const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz';
export const NOW = Date.UTC(2026, 0, 15);
const HOUR = 3_600_000;

/** Few words, so that they meet often; rooms and times that lie close together. */
export const words = fc.constantFrom('a', 'ab', 'abc', 'b', 'ba', 'deploy', 'deploys', 'down', 'zürich', '東京', '🚀');

const usualId = fc.array(fc.constantFrom(...ALPHABET), { minLength: 17, maxLength: 17 }).map((all) => all.join(''));
/** Ids as Rocket.Chat makes them, and any other string. */
export const ids = fc.oneof({ weight: 4, arbitrary: usualId }, fc.string({ unit: 'binary', maxLength: 30 }));

export const entries: fc.Arbitrary<IndexEntry> = fc
    .record({
        id: ids,
        roomId: fc.constantFrom('GENERAL', 'r2', 'r3', 'uid1uid2'),
        authorId: fc.constantFrom('u1', 'u2', 'u3'),
        time: fc.integer({ min: 0, max: 400 }).map((step) => NOW - step * (HOUR / 4)),
        version: fc.integer({ min: 0, max: 3 }),
        flags: fc.integer({ min: 0, max: 255 }),
        terms: fc.uniqueArray(fc.tuple(words, fc.integer({ min: 1, max: 5 })), {
            maxLength: 6,
            selector: ([word]) => word,
        }),
        extra: fc.integer({ min: 0, max: 300 }),
    })
    .map(({ terms, extra, ...rest }) => ({
        ...rest,
        terms: new Map(terms),
        length: terms.reduce((sum, [, tf]) => sum + tf, extra),
    }));

/** Messages with ids of their own. */
export const collections = fc.uniqueArray(entries, { maxLength: 60, selector: ({ id }) => id });

export const segmentOf = (all: readonly IndexEntry[]): Segment => openSegment(encodeSegment(all));

/** Runs a sliced job to its end. */
export function finish<T>(job: Generator<void, T>): T {
    for (;;) {
        const step = job.next();
        if (step.done) {
            return step.value;
        }
    }
}

/** What a segment says of all its messages, terms included, by id. */
export function contentOf(segment: Segment): Map<string, IndexEntry> {
    const docs = Array.from({ length: segment.count }, (_, doc) => doc);
    const terms = docs.map(() => new Map<string, number>());
    const [found, tfs] = [new Uint32Array(segment.count), new Uint32Array(segment.count)];
    for (const { term, count } of segment.terms('', Infinity)) {
        const read = segment.listOf(term)!.read(0, segment.count, found, tfs);
        if (read !== count) {
            throw new Error(`${String(read)} postings instead of ${String(count)}`);
        }
        for (let i = 0; i < read; i++) {
            terms[found[i]!]!.set(term, tfs[i]!);
        }
    }
    return new Map(docs.map((doc) => [segment.idAt(doc), { ...segment.rowAt(doc), terms: terms[doc]! }]));
}
