import { MessageIndex } from '../../../src/search/index/message-index';
import { segmentCodec } from '../../../src/search/index/segment-codec';
import { baseMessages, grow, type CorpusOptions } from './corpus';
import { DiskRecords } from './disk-records';
import { entryOf } from './entries';
import type { ChatMessage } from './invented-chat';
import { TurnWatch } from './turn-watch';

export interface IngestOptions extends CorpusOptions {
    /** Where the index is left. */
    folder: string;
    /** Messages that are written one at a time afterwards, as events bring them. */
    trickle: number;
}

/** Times in milliseconds; work is processor time of the whole process. */
export interface IngestFigures {
    analysisMs: number;
    totalMs: number;
    workMs: number;
    bytesWritten: number;
    bytesStored: number;
    longestTurnMs: number;
    longestWorkMs: number;
    overlongTurns: number;
    trickleMs: number[];
    trickleBytes: number;
}

/** As the backfill does it. */
const BATCH = 1_000;
/** A run of the job reads for about so many messages, then merges for four seconds. */
const BATCHES_PER_RUN = 100;
const MAINTAIN_MS = 4_000;
const BLOCK_MS = 50;
const MINUTE = 60_000;

/** Indexes the whole corpus as the backfill does, merges, and cleans up; then adds some messages one by one. */
export default async function ingest(options: IngestOptions): Promise<IngestFigures> {
    const base = await baseMessages(options);
    const records = new DiskRecords(options.folder);
    let ahead = 0;
    const clock = { now: () => Date.now() + ahead };
    const index = new MessageIndex(segmentCodec, clock);
    const watch = new TurnWatch(BLOCK_MS);
    const spent = { analysisMs: 0, totalMs: 0, workMs: 0 };
    const timed = async (work: () => Promise<void>) => {
        watch.skip();
        const [start, cpu] = [performance.now(), process.cpuUsage()];
        await work();
        const { user, system } = process.cpuUsage(cpu);
        spent.totalMs += performance.now() - start;
        spent.workMs += (user + system) / 1000;
    };
    let batches = 0;
    for (const batch of inBatches(grow(base, options.messages))) {
        await timed(async () => {
            const start = performance.now();
            const entries = [];
            for (const [i, message] of batch.entries()) {
                entries.push(entryOf(message));
                if (i % 50 === 49) {
                    await new Promise((resolve) => setImmediate(resolve));
                }
            }
            spent.analysisMs += performance.now() - start;
            await index.add(records, entries);
            batches += 1;
            if (batches % BATCHES_PER_RUN === 0) {
                await index.maintain(records, MAINTAIN_MS);
            }
        });
    }
    const tidy = () => timed(() => maintainFully(index, records));
    await tidy();
    watch.stop();
    const { longest, longestWork, overlong } = watch;
    // What was merged is removed once nobody can be reading it any more.
    for (const minutes of [11, 61, 61]) {
        ahead += minutes * MINUTE;
        await tidy();
    }
    const { bytesWritten, bytesStored } = records;
    records.close();
    const trickleMs = await trickle(index, records, base.slice(-options.trickle));
    return {
        ...spent,
        bytesWritten,
        bytesStored,
        longestTurnMs: longest,
        longestWorkMs: longestWork,
        overlongTurns: overlong,
        trickleMs,
        trickleBytes: records.bytesWritten - bytesWritten,
    };
}

async function maintainFully(index: MessageIndex, records: DiskRecords): Promise<void> {
    while (!(await index.maintain(records, MAINTAIN_MS))) {
        // The next call goes on.
    }
}

async function trickle(index: MessageIndex, records: DiskRecords, messages: ChatMessage[]): Promise<number[]> {
    const times: number[] = [];
    for (const [i, message] of messages.entries()) {
        const start = performance.now();
        await index.add(records, [entryOf({ ...message, id: `trickle${String(i).padStart(10, '0')}` })]);
        times.push(performance.now() - start);
    }
    return times;
}

function* inBatches(messages: Iterable<ChatMessage>): Generator<ChatMessage[]> {
    let batch: ChatMessage[] = [];
    for (const message of messages) {
        batch.push(message);
        if (batch.length === BATCH) {
            yield batch;
            batch = [];
        }
    }
    yield batch;
}
