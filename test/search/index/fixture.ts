import type { Records } from '../../../src/host/records';
import { MessageIndex } from '../../../src/search/index/message-index';
import type { IndexOptions } from '../../../src/search/index/options';
import type { CompiledQuery, IndexEntry } from '../../../src/search/types';
import { fakeCodec } from './fake-codec';

export const START = Date.UTC(2026, 0, 1);
const DAY = 24 * 60 * 60_000;

export const ROOMS = ['lobby', 'kitchen'];

/** Few of everything, so that merges of all sizes happen soon. */
const SMALL: Partial<IndexOptions> = { tailCount: 4, fanIn: 3, maxEntries: 60 };

export function aClock() {
    let now = START + DAY;
    return {
        now: () => now,
        advance: (milliseconds: number) => {
            now += milliseconds;
        },
    };
}

export const anIndex = (clock: { now(): number }, options: Partial<IndexOptions> = {}) =>
    new MessageIndex(fakeCodec, clock, { ...SMALL, ...options });

/** Message `n`, sent in minute `n`. Its words are `all`, and its version. */
export function entry(n: number, version = 1, roomId = ROOMS[n % ROOMS.length]!): IndexEntry {
    const terms = new Map([
        ['all', 1],
        [`version${version}`, 1],
    ]);
    return {
        id: `message${n}`,
        roomId,
        authorId: 'jean',
        time: START + n * 60_000,
        version,
        flags: 0,
        terms,
        length: 2,
    };
}

export const entries = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => entry(from + i));

export function asking(word = 'all'): CompiledQuery {
    return { clauses: [{ occur: 'must', variants: [{ term: word, weight: 1 }] }], flags: 0, sort: 'relevance' };
}

const LIMIT = 10_000;

export const ask = (index: MessageIndex, records: Records, word?: string, loadMs = 1000) =>
    index.search(records, asking(word), new Set(ROOMS), { limit: LIMIT, loadMs });

/** All that is found, as `message1@1`, in order; twice if found twice. */
export async function found(index: MessageIndex, records: Records, word?: string): Promise<string[]> {
    const { nominations } = await ask(index, records, word);
    return nominations.map(({ id, version }) => `${id}@${version}`).sort();
}

export const names = (list: IndexEntry[]) => list.map(({ id, version }) => `${id}@${version}`).sort();

export async function maintainFully(index: MessageIndex, records: Records): Promise<void> {
    while (!(await index.maintain(records, 1000))) {
        // The budget of one call is over, or another call is at it; the next goes on.
        await new Promise((resolve) => setImmediate(resolve));
    }
}
