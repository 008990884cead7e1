/**
 * What the index costs the store, over records in memory: `npx tsx dev/bench/index-store.ts [messages] [batch]`.
 * Counts are exact; times leave out the host.
 */
import { MessageIndex } from '../../src/search/index/message-index';
import { segmentCodec } from '../../src/search/index/segment-codec';
import type { IndexEntry } from '../../src/search/types';
import { inMemoryRecords } from '../../test/fakes/records';

const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz';
const ROOMS = 500;
const WORDS = 60_000;
const TERMS = 24;
const MINUTE = 60_000;

let seed = 1;
const random = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
};
const anId = () => Array.from({ length: 17 }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]).join('');
const rooms = Array.from({ length: ROOMS }, anId);
const authors = Array.from({ length: ROOMS }, anId);
const oneOf = (list: string[]) => list[Math.floor(random() ** 2 * list.length)]!;
/** Frequent and rare words, as in speech. */
const aWord = () => `w${Math.floor(WORDS ** random()).toString(36)}`;

let now = Date.UTC(2026, 0, 1);
const clock = { now: () => now };

function aMessage(): IndexEntry {
    now += 1000;
    const terms = new Map(Array.from({ length: TERMS }, () => [aWord(), 1] as const));
    return {
        id: anId(),
        roomId: oneOf(rooms),
        authorId: oneOf(authors),
        time: now,
        version: now,
        flags: 0,
        terms,
        length: 28,
    };
}

function aStore() {
    const records = inMemoryRecords();
    const spent = { creates: 0, reads: 0, others: 0, bytes: 0 };
    const counted: typeof records = {
        ...records,
        append: (keys, data) => {
            spent.creates += 1;
            spent.bytes += JSON.stringify({ keys, data }).length;
            return records.append(keys, data);
        },
        read: <T extends object>(key: string) => {
            spent.reads += 1;
            return records.read<T>(key);
        },
        replace: (...args) => {
            spent.others += 1;
            return records.replace(...args);
        },
        remove: (...args) => {
            spent.others += 1;
            return records.remove(...args);
        },
    };
    return { counted, spent };
}

async function measure(count: number, batch: number) {
    const { counted, spent } = aStore();
    const index = new MessageIndex(segmentCodec, clock);
    const begun = Date.now();
    let done = 0;
    let slowest = 0;
    while (done < count) {
        const entries = Array.from({ length: Math.min(batch, count - done) }, aMessage);
        const start = Date.now();
        await index.add(counted, entries);
        slowest = Math.max(slowest, Date.now() - start);
        done += entries.length;
        if (done % 5000 < batch) {
            await index.maintain(counted, 1000);
        }
    }
    now += 20 * MINUTE;
    await index.maintain(counted, 1000);
    const seconds = (Date.now() - begun) / 1000;
    const stored = JSON.stringify(counted.all).length;
    const row = {
        count,
        batch,
        createsPerMessage: spent.creates / count,
        otherCallsPerMessage: (spent.reads + spent.others) / count,
        bytesWrittenPerMessage: Math.round(spent.bytes / count),
        bytesStoredPerMessage: Math.round(stored / count),
        records: counted.all.length,
        slowestAddMs: slowest,
        seconds,
    };
    console.log(row, index.status());
    const query = {
        clauses: [{ occur: 'must' as const, variants: [{ term: 'w5', weight: 1 }] }],
        flags: 0,
        sort: 'relevance' as const,
    };
    const cold = new MessageIndex(segmentCodec, clock);
    for (const name of ['cold', 'warm']) {
        spent.reads = 0;
        const start = Date.now();
        const { coverage } = await cold.search(counted, query, new Set(rooms), { limit: 20, loadMs: 60_000 });
        console.log(name, { ms: Date.now() - start, reads: spent.reads, complete: coverage.isComplete });
    }
}

async function main(): Promise<void> {
    const [count = 200_000, batch] = process.argv.slice(2).map(Number);
    for (const size of batch ? [batch] : [1, 200]) {
        await measure(batch ? count : Math.min(count, size === 1 ? 20_000 : count), size);
    }
}

void main();
