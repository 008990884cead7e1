import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type TestClient } from '../../../test/harness/clients';
import { RunningWorkspace } from '../../../test/harness/running-workspace';
import { median, percentile, type Row, type Table } from '../figures';
import { baseMessages, grow, type CorpusOptions } from './corpus';
import { makeQuestions, type Question } from './questions';
import { writeSeed } from './seed-file';

const READER = 'bench.reader';
/** A message that is not found after so long is not found. */
const PATIENCE_MS = 30_000;

/** The whole way: a workspace with a seeded history and two instances, and a client that asks over MCP. */
export async function measureThroughMcp(corpus: CorpusOptions, isQuick: boolean): Promise<Table[]> {
    const base = await baseMessages(corpus);
    const questions = makeQuestions(base, isQuick ? 4 : 15);
    const folder = mkdtempSync(join(tmpdir(), 'search-bench-'));
    const seed = join(folder, 'seed.jsonl');
    writeSeed(seed, [...grow(base, corpus.messages)], READER);
    const start = performance.now();
    const workspace = await RunningWorkspace.start(['--seed', seed, '--instances', '2']).catch((error: unknown) => {
        rmSync(folder, { recursive: true });
        throw error;
    });
    const clients: TestClient[] = [];
    try {
        const readySeconds = (performance.now() - start) / 1000;
        for (const url of workspace.mcpUrls) {
            clients.push(await connect(url, workspace.headersOf(READER)));
        }
        const [here, there] = clients as [TestClient, TestClient];
        const first = await timedSearch(here, questions[0]!.text);
        const firstThere = await timedSearch(there, questions[0]!.text);
        const asked: Array<Question & { ms: number; hits: number }> = [];
        for (const question of questions) {
            asked.push({ ...question, ...(await timedSearch(here, question.text)) });
        }
        const fresh = await measureFreshness(workspace, here, there, isQuick ? 5 : 25);
        const times = asked.map(({ ms }) => ms);
        const rows: Array<[string, number]> = [
            ['from the start to READY, history indexed, s', readySeconds],
            ['first question on the instance that indexed, ms', first.ms],
            ['first question on the other instance, ms', firstThere.ms],
            ['questions, p50 ms', median(times)],
            ['questions, p95 ms', percentile(times, 95)],
            ['questions with hits, %', (100 * asked.filter(({ hits }) => hits > 0).length) / asked.length],
            ...fresh,
        ];
        return [
            {
                title: `${corpus.messages.toLocaleString('en')} messages through MCP`,
                rows: rows.map(([name, figure]) => ({ name, figures: { figure } })),
            },
            { title: 'Questions through MCP by kind', rows: kindRows(asked) },
        ];
    } finally {
        await Promise.all(clients.map((client) => client.close()));
        await workspace.stop();
        rmSync(folder, { recursive: true });
    }
}

async function timedSearch(client: TestClient, query: string): Promise<{ ms: number; hits: number; ids: string[] }> {
    const start = performance.now();
    const { structured, error } = await client.call('search_messages', { query });
    if (error) {
        throw new Error(`${query}: ${error.message}`);
    }
    const ids = structured.hits.map(({ id }: { id: string }) => id);
    return { ms: performance.now() - start, hits: ids.length, ids };
}

/** Posts messages with a new word each; how long from the server's answer until a search for it finds it? */
async function measureFreshness(
    workspace: RunningWorkspace,
    here: TestClient,
    there: TestClient,
    count: number,
): Promise<Array<[string, number]>> {
    const rows: Array<[string, number]> = [];
    const { update } = await workspace.rest(READER, 'v1/rooms.get');
    const roomId = update[0]._id;
    for (const [name, client] of [
        ['same instance', here],
        ['other instance', there],
    ] as const) {
        const waits: number[] = [];
        let atFirstCall = 0;
        for (let i = 0; i < count; i += 1) {
            const word = `fresh${name.charAt(0)}${Date.now().toString(36)}${i}`;
            const { message } = await workspace.rest(READER, 'v1/chat.postMessage', { roomId, text: `a ${word} b` });
            const posted = performance.now();
            for (let calls = 1; ; calls += 1) {
                const { ids } = await timedSearch(client, word);
                if (ids.includes(message._id)) {
                    atFirstCall += calls === 1 ? 1 : 0;
                    break;
                }
                if (performance.now() - posted > PATIENCE_MS) {
                    throw new Error(`A message was not found on the ${name}`);
                }
            }
            waits.push(performance.now() - posted);
        }
        rows.push(
            [`posted message found by the next call, ${name}, %`, (100 * atFirstCall) / count],
            [`posted message to found, ${name}, p50 ms`, median(waits)],
            [`posted message to found, ${name}, p95 ms`, percentile(waits, 95)],
        );
    }
    return rows;
}

function kindRows(asked: Array<Question & { ms: number; hits: number }>): Row[] {
    return [...new Set(asked.map(({ kind }) => kind))].map((kind) => {
        const ofKind = asked.filter((each) => each.kind === kind);
        const times = ofKind.map(({ ms }) => ms);
        return {
            name: kind,
            figures: {
                'p50 ms': median(times),
                'p95 ms': percentile(times, 95),
                'hits, mean': ofKind.reduce((sum, { hits }) => sum + hits, 0) / ofKind.length,
            },
        };
    });
}
