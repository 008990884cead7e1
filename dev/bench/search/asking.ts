import { correctTypos } from '../../../src/search/correct';
import { MessageIndex } from '../../../src/search/index/message-index';
import { compileQuery, relax, type CompiledSearch } from '../../../src/search/query/compile';
import { parseQuery } from '../../../src/search/query/parse';
import type { Segment } from '../../../src/search/segment';
import { segmentCodec } from '../../../src/search/index/segment-codec';
import { systemClock } from '../../../src/host/clock';
import { DiskRecords } from './disk-records';
import { bestTimes, type Times } from './best-times';
import type { Question } from './questions';
import { TurnWatch } from './turn-watch';

export interface AskingOptions {
    /** Where `ingest` left the index. */
    folder: string;
    questions: Question[];
    /** Sets of rooms to ask in, by name. */
    rooms: Record<string, string[]>;
    rounds: number;
}

export interface AskingFigures {
    /** From a new process's first call on. */
    firstAnswerableMs: number;
    completeMs: number;
    longestLoadTurnMs: number;
    /** Resident memory before anything was loaded, with the index, and after all questions; megabytes. */
    memoryBefore: number;
    memoryLoaded: number;
    memoryAfter: number;
    /** As the product reads a question. */
    asked: Record<string, Times>;
    /** Any of the words will do, as the other engines are asked. */
    anyWord: Record<string, Times>;
    longestQuestionMs: number;
}

/** More than the fifteen hits of a page are asked for: some may turn out to be gone. */
const LIMIT = 23;
const STEP_MS = 10;
/** Words in no more messages than this may be slips. */
const RARE = 2;

/** Opens an index in a fresh process and asks. */
export default async function ask({ folder, questions, rooms, rounds }: AskingOptions): Promise<AskingFigures> {
    const records = DiskRecords.open(folder);
    const memoryBefore = memory();
    const index = new MessageIndex(segmentCodec, systemClock);
    const loaded = await load(index, records);
    const memoryLoaded = memory();
    const asked: Record<string, Times> = {};
    const anyWord: Record<string, Times> = {};
    for (const [name, ids] of Object.entries(rooms)) {
        const allowed = new Set(ids);
        asked[name] = await bestTimes(questions, rounds, ({ text }) => askAsProduct(index, records, text, allowed));
        anyWord[name] = await bestTimes(questions, rounds, ({ text }) => askAnyWord(index, records, text, allowed));
    }
    const times = [...Object.values(asked), ...Object.values(anyWord)].flatMap((each) => Object.values(each).flat());
    const longestQuestionMs = Math.max(...times);
    return { ...loaded, memoryBefore, memoryLoaded, memoryAfter: memory(), asked, anyWord, longestQuestionMs };
}

async function load(index: MessageIndex, records: DiskRecords) {
    const watch = new TurnWatch(Infinity);
    const start = performance.now();
    let firstAnswerableMs: number | undefined;
    for (;;) {
        const { messages, isComplete } = await index.refresh(records, STEP_MS);
        firstAnswerableMs ??= messages > 0 ? performance.now() - start : undefined;
        if (isComplete) {
            const completeMs = performance.now() - start;
            watch.stop();
            return { firstAnswerableMs: firstAnswerableMs ?? NaN, completeMs, longestLoadTurnMs: watch.longest };
        }
    }
}

type Ask = (index: MessageIndex, records: DiskRecords, text: string, rooms: ReadonlySet<string>) => Promise<unknown>;

/** All words; if nothing has all of them, corrected; and in the end any. */
const askAsProduct: Ask = async (index, records, text, rooms) => {
    const compiled = compiledOf(text);
    const segments = index.sources().map(({ segment }) => segment as Segment);
    for (const read of [
        () => correctTypos(compiled, segments, 0),
        () => correctTypos(compiled, segments, RARE),
        () => relax(correctTypos(compiled, segments, RARE)),
    ]) {
        const { nominations } = await index.search(records, read(), rooms, { limit: LIMIT, loadMs: 0 });
        if (nominations.length > 0) {
            return;
        }
    }
};

const askAnyWord: Ask = (index, records, text, rooms) =>
    index.search(records, relax(compiledOf(text)), rooms, { limit: LIMIT, loadMs: 0 });

/** Authors go by their names here, so names need no looking up. */
function compiledOf(text: string): CompiledSearch {
    const parsed = parseQuery(text, Date.now());
    const names = parsed.from.map(({ name }) => name);
    return compileQuery(parsed, names.length > 0 ? { authorIds: new Set(names) } : {});
}

function memory(): number {
    global.gc?.();
    return process.memoryUsage.rss() / 1e6;
}
