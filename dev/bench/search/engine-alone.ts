import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, percentile, type Row, type Table } from '../figures';
import { runIsolated } from '../isolated';
import type { AskingFigures, AskingOptions } from './asking';
import type { Times } from './best-times';
import { baseMessages, grow, type CorpusOptions } from './corpus';
import type { IngestFigures, IngestOptions } from './ingest';
import type { PeerFigures, PeerOptions } from './peer-asking';
import { PEERS } from './peers';
import { makeQuestions, type Question } from './questions';

const FEW = '5 rooms';
const MANY = '2,000 rooms';
const FTS5_OR = 'FTS5, any word';
const module = (name: string) => join(__dirname, `${name}.ts`);

/** The index and its peers on one number of messages: each in a process of its own, one after the other. */
export async function measureEngine(corpus: CorpusOptions, isQuick: boolean): Promise<Table[]> {
    const folder = mkdtempSync(join(tmpdir(), 'search-bench-'));
    const questions = makeQuestions(await baseMessages(corpus), isQuick ? 10 : 20);
    const rounds = isQuick ? 2 : 3;
    try {
        const store = join(folder, 'index');
        const ingest = await runIsolated<IngestFigures>(module('ingest'), {
            ...{ ...corpus, folder: store, trickle: isQuick ? 200 : 1000 },
        } satisfies IngestOptions);
        const rooms = await roomSets(corpus);
        const asking = { folder: store, questions, rooms, rounds } satisfies AskingOptions;
        const own = await runIsolated<AskingFigures>(module('asking'), asking);
        const peers: Array<[string, PeerFigures]> = [];
        for (const peer of PEERS) {
            const figures = await runIsolated<PeerFigures>(module('peer-asking'), {
                ...{ ...corpus, peer, folder: join(folder, peer), questions, rounds },
                // The many are all there are.
                rooms: { [FEW]: rooms[FEW]!, [MANY]: null },
            } satisfies PeerOptions);
            peers.push([peer, figures]);
        }
        const count = corpus.messages;
        return [
            { title: `${count.toLocaleString('en')} messages: the index`, rows: indexRows(count, ingest, own) },
            { title: 'Building and keeping, beside others', rows: keepingRows(count, ingest, own, peers) },
            { title: 'Questions, milliseconds', rows: questionRows(questions, own, peers) },
            { title: `Questions in ${MANY} by kind, milliseconds`, rows: kindRows(questions, own, peers) },
        ];
    } finally {
        rmSync(folder, { recursive: true });
    }
}

/** Five rooms with messages in them, and so many that all the corpus is in them, as in a large workspace. */
async function roomSets(corpus: CorpusOptions): Promise<Record<string, string[]>> {
    const counts = new Map<string, number>();
    for (const { room } of grow(await baseMessages(corpus), corpus.messages)) {
        counts.set(room, (counts.get(room) ?? 0) + 1);
    }
    const busiest = [...counts].sort((a, b) => b[1] - a[1]).map(([room]) => room);
    const others = Array.from({ length: Math.max(0, 2_000 - busiest.length) }, (_, i) => `empty${String(i)}`);
    return { [FEW]: busiest.slice(0, 5), [MANY]: [...busiest, ...others] };
}

function indexRows(count: number, ingest: IngestFigures, own: AskingFigures): Row[] {
    const rows: Array<[string, number, string]> = [
        ['ingest, messages/s', count / (ingest.totalMs / 1000), '≥ 15,000'],
        ['ingest, messages per second of processor', count / (ingest.workMs / 1000), ''],
        ['of that analysis alone, messages/s', count / (ingest.analysisMs / 1000), ''],
        ['bytes stored per message', ingest.bytesStored / count, '≤ 60'],
        ['bytes written per message over its life', ingest.bytesWritten / count, '≤ 400'],
        ['longest block while indexing, ms', ingest.longestTurnMs, '≤ 50'],
        ['the same in processor time, ms', ingest.longestWorkMs, '≤ 50'],
        ['blocks of more than 50 ms of processor time', ingest.overlongTurns, '0'],
        ['one message by itself, median ms', median(ingest.trickleMs), ''],
        ['one message by itself, bytes written', ingest.trickleBytes / ingest.trickleMs.length, ''],
        ['cold open, first part answers, ms', own.firstAnswerableMs, '≤ 150'],
        ['cold open, complete, ms', own.completeMs, '≤ 1,000'],
        ['longest block while opening, ms', own.longestLoadTurnMs, '≤ 50'],
        ['resident memory, MB', own.memoryLoaded, '≤ 150'],
        ['of that before opening, MB', own.memoryBefore, ''],
        ['resident memory after all questions, MB', own.memoryAfter, ''],
        ['longest question, ms', own.longestQuestionMs, ''],
    ];
    return rows.map(([name, figure, target]) => ({ name, figures: { figure, target } }));
}

function keepingRows(
    count: number,
    ingest: IngestFigures,
    own: AskingFigures,
    peers: Array<[string, PeerFigures]>,
): Row[] {
    const row = (name: string, ms: number, bytes: number, memory: number): Row => ({
        name,
        figures: { 'messages/s': count / (ms / 1000), 'bytes/message': bytes / count, 'memory MB': memory },
    });
    return [
        row('this index', ingest.totalMs, ingest.bytesStored, own.memoryLoaded),
        ...peers.map(([name, { buildMs, bytesStored, memory }]) => row(name, buildMs, bytesStored, memory)),
    ];
}

/** All questions that the other engines can be asked too, and those of words alone. */
function questionRows(questions: Question[], own: AskingFigures, peers: Array<[string, PeerFigures]>): Row[] {
    const kindsAs = (...forms: string[]) => [
        ...new Set(questions.filter(({ plain }) => plain && forms.includes(plain.as)).map(({ kind }) => kind)),
    ];
    const shared = kindsAs('words', 'phrase', 'prefix');
    const words = kindsAs('words');
    const all = (times: Times | undefined, kinds: string[]) => kinds.flatMap((kind) => times?.[kind] ?? []);
    const fts5 = peers.find(([name]) => name === FTS5_OR)![1].asked;
    const row = (name: string, asked: Record<string, Times>): Row => {
        const figures: Row['figures'] = {};
        for (const rooms of [FEW, MANY]) {
            const times = all(asked[rooms], shared);
            if (times.length > 0) {
                figures[`p50, ${rooms}`] = median(times);
                figures[`p95, ${rooms}`] = percentile(times, 95);
            }
        }
        const isWordsOnly = all(asked[MANY], shared).length === all(asked[MANY], words).length;
        const kinds = isWordsOnly ? words : shared;
        figures['FTS5 OR takes'] = `${(median(all(fts5[MANY], kinds)) / median(all(asked[MANY], kinds))).toFixed(1)}x`;
        return { name, figures };
    };
    return [
        row('this index, as asked', own.asked),
        row('this index, any word', own.anyWord),
        ...peers.map(([name, { asked }]) => row(name, asked)),
    ];
}

function kindRows(questions: Question[], own: AskingFigures, peers: Array<[string, PeerFigures]>): Row[] {
    const engines: Array<[string, Record<string, Times>]> = [
        ['as asked', own.asked],
        ['any word', own.anyWord],
        ...peers.map(([name, { asked }]): [string, Record<string, Times>] => [name, asked]),
    ];
    return [...new Set(questions.map(({ kind }) => kind))].map((kind) => ({
        name: kind,
        figures: Object.fromEntries(
            engines.flatMap(([name, asked]) => {
                const times = asked[MANY]?.[kind];
                return times
                    ? [[name, `${median(times).toFixed(2)} / ${percentile(times, 95).toFixed(1)}`] as const]
                    : [];
            }),
        ),
    }));
}
