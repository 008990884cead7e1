import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { compileQuery, relax } from '../../../src/search/query/compile';
import type { ParsedQuery } from '../../../src/search/query/parsed-query';
import { encodeSegment, openSegment, rank } from '../../../src/search/segment';
import type { Table } from '../figures';
import { wordsOf } from './corpus';
import { entryOf } from './entries';
import { meanOf, ndcgAt, recallAt, type Grades } from './grades';
import { inventChat, type ChatMessage } from './invented-chat';
import { openPeer, PEERS } from './peers';

/** Messages, questions, and which messages answer which question, how well. */
interface Collection {
    name: string;
    messages: ChatMessage[];
    questions: Array<{ text: string; grades: Grades }>;
}

/** Ids of the best hundred, best first. */
type Answer = (question: string) => string[];

const DEPTH = 100;
const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 0, 1);

/**
 * How good the first answers are: nDCG@10 (are the first ten the right ones, in the right order) and recall@100 (how
 * many of the right ones are among a hundred). Any word of a question will do, as when no message has them all.
 */
export function measureRelevance(folder: string | undefined, isQuick: boolean): Table {
    const collections = [...(folder === undefined ? [] : judgedCollections(folder)), conversations(isQuick)];
    return {
        title: 'Relevance: nDCG@10 / recall@100',
        rows: collections.map((collection) => ({
            name: collection.name,
            figures: {
                questions: collection.questions.length,
                messages: collection.messages.length,
                'this index': grade(collection, ownAnswers(collection)),
                ...Object.fromEntries(
                    PEERS.map((peer) => {
                        const home = mkdtempSync(join(tmpdir(), 'search-bench-'));
                        try {
                            return [peer, grade(collection, peerAnswers(collection, openPeer(peer, home)))];
                        } finally {
                            rmSync(home, { recursive: true });
                        }
                    }),
                ),
            },
        })),
    };
}

function grade({ questions }: Collection, answer: Answer): string {
    const found = questions.map(({ text, grades }) => ({ grades, ids: answer(text) }));
    const ndcg = meanOf(found.map(({ ids, grades }) => ndcgAt(10, ids, grades)));
    const recall = meanOf(found.map(({ ids, grades }) => recallAt(DEPTH, ids, grades)));
    return `${ndcg.toFixed(3)} / ${recall.toFixed(3)}`;
}

function ownAnswers({ messages }: Collection): Answer {
    const sources = [{ segment: openSegment(encodeSegment(messages.map(entryOf))) }];
    const rooms = new Set(messages.map(({ room }) => room));
    return (question) => {
        const query = relax(compileQuery(parsedWords(question)));
        return rank(sources, query, rooms, { limit: DEPTH, now: NOW }).map(({ id }) => id);
    };
}

function peerAnswers({ messages }: Collection, peer: ReturnType<typeof openPeer>): Answer {
    messages.forEach(({ text }, i) => peer.add(i, '', text));
    peer.finish();
    return (question) => {
        const words = [...new Set(wordsOf(question))];
        return (peer.search({ words, as: 'words' }, DEPTH) ?? []).map((i) => messages[i]!.id);
    };
}

/** Some questions are whole abstracts, much longer than the parser takes: each different word once. */
function parsedWords(question: string): ParsedQuery {
    const words = new Set(question.split(/\s+/).map((word) => word.replace(/^\W+|\W+$/g, '').toLowerCase()));
    const groups = [...words].filter(Boolean).map((text) => ({
        terms: [{ kind: 'word' as const, text, start: 0, end: 0 }],
        isNegated: false,
    }));
    return { groups, from: [], in: [], mentions: [], facts: [], times: [], sort: 'relevance', problems: [] };
}

/** Files of { name, docs: [{ id, t }], queries: [{ qid, q }], rel: { qid: { id: grade } } }. */
function judgedCollections(folder: string): Collection[] {
    const files = readdirSync(folder).filter((file) => file.endsWith('.json.gz'));
    return files.sort().map((file) => {
        const { name, docs, queries, rel } = JSON.parse(gunzipSync(readFileSync(join(folder, file))).toString()) as {
            name: string;
            docs: Array<{ id: number; t: string }>;
            queries: Array<{ qid: string; q: string }>;
            rel: Record<string, Grades>;
        };
        return {
            name,
            // All in one room, far apart in time, so that neither neighbours nor age play a part.
            messages: docs.map(({ id, t }, i) => ({
                ...{ id: String(id), room: 'room', user: 'author', text: t, time: NOW - (i + 4_000) * DAY_MS },
            })),
            questions: queries
                .map(({ qid, q }) => ({ text: q, grades: rel[qid] ?? {} }))
                .filter(({ grades }) => Object.keys(grades).length > 0),
        };
    });
}

/** Invented chat: a conversation is looked for by its title, and each of its messages is right. */
function conversations(isQuick: boolean): Collection {
    const chat = inventChat(isQuick ? 10_000 : 50_000);
    const every = Math.max(1, Math.floor(chat.conversations.length / (isQuick ? 50 : 300)));
    return {
        name: 'conversations (invented)',
        messages: chat.messages,
        questions: chat.conversations
            .filter(({ messageIds }, i) => i % every === 0 && messageIds.length >= 3)
            .map(({ title, messageIds }) => ({
                text: title,
                grades: Object.fromEntries(messageIds.map((id) => [id, 1])),
            })),
    };
}
