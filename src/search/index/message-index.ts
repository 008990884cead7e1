import type { Clock } from '../../host/clock';
import type { Records } from '../../host/records';
import type { CompiledQuery, IndexEntry, Nomination } from '../types';
import type { RankOptions, SegmentCodec, Source } from './codec';
import { Keeper } from './keeper';
import type { Grave } from './layout';
import { DEFAULTS, type IndexOptions } from './options';
import { Replica, type Coverage, type Damage } from './replica';
import { liveCount } from './resident';
import { makeTail, openTail } from './tails';
import { Writer } from './writer';

export interface SearchOptions {
    limit: number;
    after?: RankOptions['after'];
    /** How long this question may spend on bringing segments into memory. */
    loadMs: number;
}

export interface Answer {
    /** Best first; of each message its newest version, once. */
    nominations: Nomination[];
    coverage: Coverage;
}

export interface IndexStatus extends Coverage {
    tails: number;
    segments: number;
    graves: number;
    /** Of segments in memory, unpacked. */
    bytes: number;
    /** Damaged ones: index the messages of these rooms and times again, then call `discard`. */
    toRebuild: Damage[];
    /** Why the last merge in this process failed, if it did. */
    lastTrouble?: string;
}

/**
 * The index of all messages: immutable records in the store, and a copy in the memory of each process.
 *
 * One per process. The accessors of the host are valid for one call only, hence `records` with each call. Every method
 * may run at the same time as any other, here and in other processes; a process may die at any point. What `add` and
 * `forget` have resolved for is never lost, and never undone.
 */
export class MessageIndex {
    private readonly options: IndexOptions;
    private readonly replica: Replica;
    private readonly writer = new Writer();
    private readonly keeper: Keeper;
    private refreshedAt = -Infinity;

    constructor(
        private readonly codec: SegmentCodec,
        private readonly clock: Clock,
        options: Partial<IndexOptions> = {},
    ) {
        this.options = { ...DEFAULTS, ...options };
        this.replica = new Replica(codec, clock);
        this.keeper = new Keeper(codec, clock, this.options, this.replica, this.writer);
    }

    /**
     * Indexes messages, new or changed: one create, however many there are. When it resolves they are durable, found
     * here at once, and by the next question elsewhere. An older version of a message is dead from then on.
     */
    async add(records: Records, entries: readonly IndexEntry[]): Promise<void> {
        if (entries.length > 0) {
            await this.append(records, entries, []);
        }
    }

    /** Removes messages, as far as their version is not higher: one create. Also bars late entries of these versions. */
    async forget(records: Records, messages: ReadonlyArray<{ id: string; version: number }>): Promise<void> {
        if (messages.length > 0) {
            const at = this.clock.now();
            await this.append(
                records,
                [],
                messages.map(({ id, version }): Grave => [id, version, at]),
            );
        }
    }

    /** Catches up with the store: one read, and those of segments that are new here until `loadMs` are over. */
    async refresh(records: Records, loadMs: number): Promise<Coverage> {
        const deadline = this.clock.now() + loadMs;
        if (this.clock.now() - this.refreshedAt >= this.options.refreshEveryMs) {
            const now = this.clock.now();
            await this.replica.refresh(records);
            this.refreshedAt = now;
        }
        await this.replica.load(records, deadline);
        return this.replica.coverage();
    }

    /** Catches up, then nominates messages of these rooms. They are to be read again before they are shown. */
    async search(
        records: Records,
        query: CompiledQuery,
        rooms: ReadonlySet<string>,
        { limit, after, loadMs }: SearchOptions,
    ): Promise<Answer> {
        const coverage = await this.refresh(records, loadMs);
        return { nominations: this.nominate(query, rooms, { limit, after }), coverage };
    }

    /** Nominates from what is in memory, best first; of each message its newest version, once. */
    nominate(
        query: CompiledQuery,
        rooms: ReadonlySet<string>,
        { limit, after }: Omit<SearchOptions, 'loadMs'>,
    ): Nomination[] {
        const now = this.clock.now();
        for (let asked = limit; ; asked *= 2) {
            const found = this.codec.rank(this.sources(), query, rooms, { limit: asked, now, after });
            const nominations = newestOfEach(found);
            if (nominations.length >= limit || found.length < asked) {
                return nominations.slice(0, limit);
            }
        }
    }

    /** Merges and cleans up for about so long. True when there is nothing left to do. */
    async maintain(records: Records, budgetMs: number): Promise<boolean> {
        return this.keeper.maintain(records, this.clock.now() + budgetMs);
    }

    /** Gives up damaged ones, after their messages have been indexed again. */
    async discard(records: Records, ids: readonly string[]): Promise<void> {
        await this.keeper.discard(records, ids);
    }

    /** What is in memory, for those who look at more than nominations. */
    sources(): Source[] {
        return this.replica.sources().filter((held) => liveCount(held) > 0);
    }

    status(): IndexStatus {
        const stored = this.replica.sources().map((held) => held.stored);
        const segments = stored.filter((each) => each.kind === 'segment');
        return {
            ...this.replica.coverage(),
            tails: stored.length - segments.length,
            segments: segments.length,
            graves: this.replica.resident.graveCount,
            bytes: segments.reduce((sum, { bytes }) => sum + bytes, 0),
            toRebuild: [...this.replica.damaged.values()],
            ...(this.keeper.trouble !== undefined && { lastTrouble: this.keeper.trouble }),
        };
    }

    private async append(records: Records, entries: readonly IndexEntry[], graves: Grave[]): Promise<void> {
        const tail = makeTail(this.codec, this.writer.nextId(), this.clock.now(), entries, graves);
        await this.writer.append(records, tail);
        this.replica.install(openTail(this.codec, tail));
        await this.keeper.mergeOwnTails(records);
    }
}

/** Two processes may have merged the same tails: then a message is found twice. */
function newestOfEach(found: Nomination[]): Nomination[] {
    const newest = new Map<string, Nomination>();
    for (const nomination of found) {
        if ((newest.get(nomination.id)?.version ?? -Infinity) < nomination.version) {
            newest.set(nomination.id, nomination);
        }
    }
    return found.filter((nomination) => newest.get(nomination.id) === nomination);
}
