/**
 * Measures the segments of the search by themselves: bytes, writing, opening, memory, questions.
 *
 *   npx tsx dev/bench/search-engine.ts [--messages 1000000] [--seed messages.jsonl.gz]
 *
 * Messages are copies of those of a seed, or made up. Segments are written as the index does it, in flushes that are
 * merged by sixteens, and go through a folder of the system's own for such things to a second process, which opens
 * them and asks, so that its memory is that of reading alone.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { encodeSegment, mergeSegments, openSegment, packBytes, rank, unpackBytes } from '../../src/search/segment';
import type { IndexEntry } from '../../src/search/types';
import { copies, inventMessages, readSeed } from './search-corpus';
import { makeQuestions, type Question } from './search-questions';

const FLUSH = 200;
const FAN_IN = 16;
/** What the store keeps in one record. */
const PART = 512 * 1024;

const { values } = parseArgs({
    options: { messages: { type: 'string', default: '1000000' }, seed: { type: 'string' }, open: { type: 'string' } },
});

/** Writes the segments of all messages, then has a second process open and question them. */
async function write(): Promise<void> {
    const total = Number(values.messages);
    const messages = values.seed ? await readSeed(values.seed) : inventMessages(Math.min(total, 100_000));
    const folder = mkdtempSync(join(tmpdir(), 'search-bench-'));
    try {
        const segments = writeSegments(copies(messages, total));
        let packed = 0;
        let packing = 0;
        let longestPart = 0;
        for (const [index, image] of segments.entries()) {
            const parts: string[] = [];
            for (let from = 0; from < image.length; from += PART) {
                const start = performance.now();
                parts.push(packBytes(image.subarray(from, from + PART)));
                const took = performance.now() - start;
                packing += took;
                longestPart = Math.max(longestPart, took);
            }
            packed += parts.reduce((sum, { length }) => sum + length, 0);
            writeFileSync(join(folder, `${String(index)}.json`), JSON.stringify(parts));
        }
        const bytes = segments.reduce((sum, image) => sum + image.length, 0);
        console.log(`segments: ${segments.map((image) => `${(image.length / 1e6).toFixed(1)} MB`).join(', ')}`);
        console.log(`bytes a message: ${(bytes / total).toFixed(1)} in memory, ${(packed / total).toFixed(1)} stored`);
        console.log(`packing all: ${(packing / 1000).toFixed(1)} s, longest part ${longestPart.toFixed(0)} ms`);
        const sample = [...copies(messages, total)].filter((_, i) => i % Math.ceil(total / 20_000) === 0);
        const rooms = [...new Set(sample.map(({ roomId }) => roomId))];
        writeFileSync(join(folder, 'questions'), JSON.stringify({ rooms, questions: makeQuestions(sample, total) }));
        const [node, script] = process.argv as [string, string];
        spawnSync(node, [...process.execArgv, script, '--open', folder], { stdio: 'inherit' });
    } finally {
        rmSync(folder, { recursive: true });
    }
}

/** Flushes and merges as messages come; prints how fast, and the longest time between two turns. */
function writeSegments(entries: Iterable<IndexEntry>): Uint8Array[] {
    const levels: Uint8Array[][] = [];
    let waiting: IndexEntry[] = [];
    let count = 0;
    let encoding = 0;
    let merging = 0;
    let longest = 0;
    let overlong = 0;
    let steps = 0;
    const add = (image: Uint8Array, level: number): void => {
        const sameLevel = (levels[level] ??= []);
        sameLevel.push(image);
        if (sameLevel.length < FAN_IN) {
            return;
        }
        levels[level] = [];
        const inputs = sameLevel.map((bytes) => ({ segment: openSegment(bytes), isDead: () => false }));
        const job = mergeSegments(inputs);
        for (;;) {
            const start = performance.now();
            const step = job.next();
            const took = performance.now() - start;
            merging += took;
            longest = Math.max(longest, took);
            overlong += took > 50 ? 1 : 0;
            steps++;
            if (step.done) {
                add(step.value, level + 1);
                return;
            }
        }
    };
    const flush = (): void => {
        const start = performance.now();
        const image = encodeSegment(waiting);
        encoding += performance.now() - start;
        count += waiting.length;
        waiting = [];
        add(image, 0);
    };
    for (const entry of entries) {
        waiting.push(entry);
        if (waiting.length === FLUSH) {
            flush();
        }
    }
    flush();
    const speed = (ms: number) => `${String(Math.round(count / ms))}k messages/s`;
    console.log(`${String(count)} messages: encoding ${speed(encoding)}, with merges ${speed(encoding + merging)}`);
    console.log(`steps of merges: ${String(steps)}, ${String(overlong)} above 50 ms, longest ${longest.toFixed(1)} ms`);
    return levels.flat();
}

/** Opens what `write` left in a folder, and asks. */
function ask(folder: string): void {
    const { rooms, questions } = JSON.parse(readFileSync(join(folder, 'questions'), 'utf8')) as {
        rooms: string[];
        questions: Question[];
    };
    const memory = () => Math.round(process.memoryUsage.rss() / 1e6);
    const atStart = memory();
    let unpacking = 0;
    let opening = 0;
    const sources = readdirSync(folder)
        .filter((file) => file.endsWith('.json'))
        .map((file) => {
            const parts = JSON.parse(readFileSync(join(folder, file), 'utf8')) as string[];
            const start = performance.now();
            const image = Buffer.concat(parts.map(unpackBytes));
            const unpacked = performance.now();
            const segment = openSegment(image);
            unpacking += unpacked - start;
            opening += performance.now() - unpacked;
            return { segment };
        });
    console.log(`unpacking ${unpacking.toFixed(0)} ms, opening ${opening.toFixed(0)} ms`);
    console.log(`memory: ${String(memory())} MB, ${String(atStart)} MB of it before; of all segments`);
    for (const some of [
        rooms.slice(0, 5),
        [...rooms, ...Array.from({ length: 2000 }, (_, i) => `other${String(i)}`)].slice(0, 2000),
    ]) {
        const allowed = new Set(some);
        console.log(`questions in ${String(allowed.size)} rooms: median and 95 of 100 in ms`);
        const times = new Map<string, number[]>();
        for (const round of [0, 1, 2]) {
            for (const { kind, query } of questions) {
                const start = performance.now();
                rank(sources, query, allowed, { limit: 20, now: Date.now() });
                const took = performance.now() - start;
                if (round) {
                    times.set(kind, [...(times.get(kind) ?? []), took]);
                    times.set('all', [...(times.get('all') ?? []), took]);
                }
            }
        }
        for (const [kind, all] of times) {
            all.sort((a, b) => a - b);
            const at = (share: number) => all[Math.floor(all.length * share)]!.toFixed(2);
            console.log(`  ${kind.padEnd(20)} ${at(0.5).padStart(7)} ${at(0.95).padStart(7)}`);
        }
    }
    for (const edits of [1, 2]) {
        const near = ['deploymnet', 'recieve', 'lemma', 'morphsm', 'configration', 'theorm'].map((word) => {
            const start = performance.now();
            sources.forEach(({ segment }) => segment.nearTerms(word, edits, 10));
            return performance.now() - start;
        });
        near.sort((a, b) => a - b);
        console.log(
            `words within ${String(edits)} edits: median ${near[3]!.toFixed(1)} ms, most ${near[5]!.toFixed(1)} ms`,
        );
    }
    console.log(`memory afterwards: ${String(memory())} MB`);
}

if (values.open) {
    ask(values.open);
} else {
    void write();
}
