/**
 * Measures how good the search's first answers are, on collections with questions whose answers people have judged.
 *
 *   npx tsx dev/bench/relevance.ts --data <folder with *.json.gz>
 *
 * A file holds { docs: [{ id, t }], queries: [{ qid, q }], rel: { qid: { id: grade } } }. Printed are nDCG@10 (are the
 * first ten answers the right ones, in the right order) and recall@100 (how many of the right ones are among a hundred)
 * of what the product does with a question that no message answers in full: any of its words will do.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { analyze } from '../../src/search/analysis/analyze';
import { compileQuery, relax } from '../../src/search/query/compile';
import type { ParsedQuery } from '../../src/search/query/parsed-query';
import { encodeSegment, openSegment, rank } from '../../src/search/segment';
import { meanOf, ndcgAt, recallAt } from './measures';

interface Collection {
    name: string;
    docs: Array<{ id: number; t: string }>;
    queries: Array<{ qid: string; q: string }>;
    rel: Record<string, Record<string, number>>;
}

/** All messages in one room, far apart in time, so that neither neighbours nor age play a part. */
const ROOM = 'room';
const DAY = 86_400_000;
const NOW = Date.UTC(2026, 0, 1);

function measure({ name, docs, queries, rel }: Collection): void {
    const entries = docs.map(({ id, t }, i) => ({
        id: String(id).padStart(17, '0'),
        ...{ roomId: ROOM, authorId: 'author', time: NOW - (i + 4_000) * DAY, version: 1 },
        ...analyze({
            ...{ text: t, attachments: [], files: [], reactions: {}, mentions: [] },
            replyCount: 0,
            isPinned: false,
        }),
    }));
    const sources = [{ segment: openSegment(encodeSegment(entries)) }];
    const judged = queries.filter(({ qid }) => Object.keys(rel[qid] ?? {}).length > 0);
    const results = judged.map(({ qid, q }) => {
        const found = rank(sources, relax(compileQuery(wordsOf(q))), new Set([ROOM]), { limit: 100, now: NOW });
        return { found: found.map(({ id }) => String(Number(id))), grades: rel[qid]! };
    });
    const ndcg = meanOf(results.map(({ found, grades }) => ndcgAt(10, found, grades)));
    const recall = meanOf(results.map(({ found, grades }) => recallAt(100, found, grades)));
    const terms = meanOf(entries.map((entry) => entry.terms.size));
    console.log(
        [name.padEnd(12), ndcg.toFixed(3), recall.toFixed(3), `${judged.length} questions, ${docs.length} documents`]
            .concat(`${terms.toFixed(1)} terms each`)
            .join('  '),
    );
}

/** The questions are whole abstracts, much longer than the parser takes: each different word once. */
function wordsOf(question: string): ParsedQuery {
    const words = new Set(question.split(/\s+/).map((word) => word.replace(/^\W+|\W+$/g, '').toLowerCase()));
    const groups = [...words].filter(Boolean).map((text) => ({
        terms: [{ kind: 'word' as const, text, start: 0, end: 0 }],
        isNegated: false,
    }));
    return { groups, from: [], in: [], mentions: [], facts: [], times: [], sort: 'relevance', problems: [] };
}

const { values } = parseArgs({ options: { data: { type: 'string' } } });
if (!values.data) {
    throw new Error('Say where the collections are: --data <folder>');
}
const folder = values.data;
console.log('collection    nDCG@10  recall@100');
readdirSync(folder)
    .filter((file) => file.endsWith('.json.gz'))
    .sort()
    .map((file) => JSON.parse(gunzipSync(readFileSync(join(folder, file))).toString('utf8')) as Collection)
    .forEach(measure);
