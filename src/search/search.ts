import type { Records } from '../host/records';
import type { Message } from '../host/workspace';
import { fold } from '../rooms/likeness';
import type { ReadScope } from '../rooms/read-scope';
import { correctTypos } from './correct';
import { toEntry, versionOf } from './entry';
import type { Coverage } from './index/replica';
import type { MessageIndex } from './index/message-index';
import { compileQuery, relax, type CompiledSearch } from './query/compile';
import { matches } from './query/match';
import type { ParsedQuery } from './query/parsed-query';
import { snippet, type Snippet } from './query/snippet';
import type { Resolved } from './resolve';
import type { Segment } from './segment';
import type { IndexEntry, Nomination } from './types';

/**
 * From a question to messages. The index nominates; every message is then read again from the host, through the
 * person's scope, and judged by its present text. What is gone or changed meanwhile is dropped here and buried in the
 * index, so it costs nobody a second look.
 */

/** Words nobody wrote are corrected at once; `corrected`: rare ones too. `relaxed`: not every word has to be there. */
export type Reading = 'as_written' | 'corrected' | 'relaxed';

export interface SearchRequest {
    parsed: ParsedQuery;
    resolved: Resolved;
    limit: number;
    /** How the first page read the question. */
    reading?: Reading;
    /** By date: continue below this one. */
    after?: { time: number; id: string };
    /** By relevance: messages of earlier pages. */
    isSeen(id: string): boolean;
    /** How many `isSeen` stands for. */
    seen: number;
}

export interface Hit {
    message: Message;
    snippet: Snippet;
}

export interface SearchAnswer {
    hits: Hit[];
    hasMore: boolean;
    reading: Reading;
    /** Words that were read as others, and as which. Only what stands in the hits. */
    corrected: Record<string, string[]>;
    coverage: Coverage;
}

/** Time a question may spend on bringing the index into memory, right after a start. */
const LOAD_MS = 5_000;

/** A word in no more messages than this may be a slip. */
const RARE = 2;

/** Messages re-read side by side. */
const PARALLEL = 8;

/** Nominations judged for one answer at most. */
const MAX_JUDGED = 400;

export async function search(
    index: MessageIndex,
    records: Records,
    scope: ReadScope,
    request: SearchRequest,
): Promise<SearchAnswer> {
    const { parsed, resolved } = request;
    const coverage = await index.refresh(records, LOAD_MS);
    const segments = index.sources().map(({ segment }) => segment as Segment);
    const asked = compileQuery(parsed, {
        authorIds: resolved.authorIds,
        excludedAuthorIds: resolved.excludedAuthorIds,
        mentions: resolved.mentions.map(({ ids }) => ids),
    });
    const judge = new Judge(index, records, scope, request);
    const [first, ...further] = readingsOf(asked, segments, request.reading);
    let reading = { name: first!.name, compiled: first!.make() };
    let found = await judge.collect(reading.compiled);
    for (const { name, make } of further) {
        if (found.hits.length === 0) {
            reading = { name, compiled: make() };
            found = await judge.collect(reading.compiled);
        }
    }
    await judge.mend();
    return {
        ...found,
        coverage,
        reading: reading.name,
        corrected: correctionsIn(reading.compiled, found.hits),
    };
}

/**
 * The ways to read a question, from the strictest on; the next is tried only when the one before found nothing. A page
 * after the first keeps to the reading of the first.
 */
function readingsOf(asked: CompiledSearch, segments: Segment[], kept: Reading | undefined) {
    const corrected = () => correctTypos(asked, segments, RARE);
    const canRelax = asked.canRelax.some(Boolean) && asked.clauses.length > 1;
    const readings: Array<{ name: Reading; make: () => CompiledSearch }> = [
        { name: 'as_written', make: () => correctTypos(asked, segments, 0) },
        { name: 'corrected', make: corrected },
        ...(canRelax ? [{ name: 'relaxed' as const, make: () => relax(corrected()) }] : []),
    ];
    return readings.filter(({ name }) => kept === undefined || name === kept);
}

type Found = Pick<SearchAnswer, 'hits' | 'hasMore'>;

/** Reads nominated messages again, keeps those that match, and remembers what the index had wrong. */
class Judge {
    private readonly gone = new Map<string, number>();
    private readonly changed = new Map<string, IndexEntry>();
    private isHostAnswering = false;

    constructor(
        private readonly index: MessageIndex,
        private readonly records: Records,
        private readonly scope: ReadScope,
        private readonly request: SearchRequest,
    ) {}

    async collect(compiled: CompiledSearch): Promise<Found> {
        const { limit, seen, after, resolved } = this.request;
        const hits: Hit[] = [];
        for (let asked = limit + seen + PARALLEL, judged = 0; ; asked *= 2) {
            const place = after && { score: 0, ...after };
            const nominations = this.index.nominate(compiled, resolved.rooms, { limit: asked, after: place });
            const fresh = nominations.slice(judged);
            for (let start = 0; start < fresh.length && hits.length <= limit; start += PARALLEL) {
                hits.push(...(await this.judge(fresh.slice(start, start + PARALLEL), compiled)));
            }
            judged = nominations.length;
            if (hits.length > limit || nominations.length < asked || judged >= MAX_JUDGED + seen) {
                return { hits: hits.slice(0, limit), hasMore: hits.length > limit };
            }
        }
    }

    /**
     * Tells the index what it had wrong. When not one message could be read the host is at fault (it answers "nothing"
     * also for want of a permission), and nothing is buried on its word.
     */
    async mend(): Promise<void> {
        await this.index.add(this.records, [...this.changed.values()]);
        if (this.isHostAnswering) {
            await this.index.forget(
                this.records,
                [...this.gone].map(([id, version]) => ({ id, version })),
            );
        }
    }

    private async judge(nominations: Nomination[], compiled: CompiledSearch): Promise<Hit[]> {
        const unseen = nominations.filter(({ id }) => !this.request.isSeen(id));
        const judged = await Promise.all(unseen.map((nomination) => this.judgeOne(nomination, compiled)));
        return judged.filter((hit) => hit !== undefined);
    }

    private async judgeOne({ id, version }: Nomination, compiled: CompiledSearch): Promise<Hit | undefined> {
        const { parsed, resolved } = this.request;
        const message = await this.scope.message(id);
        if (!message) {
            this.gone.set(id, version);
            return undefined;
        }
        this.isHostAnswering = true;
        const entry = versionOf(message) > version ? toEntry(message, { isEncrypted: false }) : undefined;
        if (entry) {
            this.changed.set(id, entry);
        }
        if (!resolved.rooms.has(message.roomId) || !matches(parsed, message, compiled).matches) {
            return undefined;
        }
        return { message, snippet: snippet(parsed, message, compiled) };
    }
}

/** Of the corrections tried, those that stand in a hit: nothing else of the common vocabulary may be told. */
function correctionsIn({ corrections }: CompiledSearch, hits: Hit[]): Record<string, string[]> {
    const shown = hits
        .flatMap(({ snippet: { text, highlights } }) => highlights.map(([from, to]) => text.slice(from, to)))
        .map(fold);
    const found = [...corrections].map(
        ([word, terms]) => [word, terms.filter((term) => shown.includes(term))] as const,
    );
    return Object.fromEntries(
        found
            .filter(([word, terms]) => terms.length > 0 && !shown.includes(word))
            .map(([word, terms]) => [word, [...terms]]),
    );
}
