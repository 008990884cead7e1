import type { Clock } from '../../host/clock';
import type { Records } from '../../host/records';
import type { SegmentCodec } from './codec';
import { readListing, replacedBy, type HeaderRecord, type Listing, type RoomSpan, type TailRecord } from './layout';
import { Loading } from './loading';
import { Resident, liveCount, type Held } from './resident';
import { openTail } from './tails';
import { pause } from './turns';

/** A tail or segment that cannot be read: messages of these rooms and times have to be indexed again. */
export interface Damage {
    id: string;
    reason: string;
    count: number;
    from: number;
    to: number;
    /** Absent when they are not known: all rooms. */
    rooms?: RoomSpan[];
}

/** How much of the index an answer rests on. */
export interface Coverage {
    isComplete: boolean;
    /** Entries in memory, and in the store. */
    messages: number;
    of: number;
    /** Everything sent since then is covered, but for what is damaged. Absent when all is. */
    completeSince?: number;
    damaged: number;
}

/** Pieces fetched side by side by one call. */
const PARALLEL = 4;
const WAIT_MS = 5;

/**
 * The part of the store this process has in memory, and how it catches up. What is replaced stays in use until all
 * that replaces it is in memory too, so an answer never misses what an earlier one had.
 */
export class Replica {
    readonly resident = new Resident();
    readonly damaged = new Map<string, Damage>();
    listing: Listing = { tails: new Map(), headers: new Map() };
    private reads = 0;
    private applied = 0;
    /** For each held one, the last read of the listing that had begun when it came: only later ones must show it. */
    private readonly since = new Map<string, number>();
    private readonly loading = new Map<string, Loading>();

    constructor(
        private readonly codec: SegmentCodec,
        private readonly clock: Clock,
    ) {}

    /** One read. Tails come with it; segments are left to `load`. */
    async refresh(records: Records): Promise<void> {
        this.reads += 1;
        const read = this.reads;
        const listing = await readListing(records);
        if (read > this.applied) {
            this.applied = read;
            this.listing = listing;
            this.settle();
        }
    }

    /**
     * Brings segments into memory, those with the newest messages first, until all are there or the time is over.
     * With an id: that one alone.
     */
    async load(records: Records, deadline: number, only?: string): Promise<void> {
        const open = () => this.pending().filter(({ id }) => id === (only ?? id));
        while (open().length > 0 && this.clock.now() < deadline) {
            const fetched = await Promise.all(Array.from({ length: PARALLEL }, () => this.fetchNext(records, open())));
            if (!fetched.includes(true)) {
                await pause(WAIT_MS);
            }
            for (const loading of [...this.loading.values()].filter(({ isComplete }) => isComplete)) {
                await this.finish(records, loading);
            }
        }
    }

    /** Takes in what is durable. */
    install(held: Held): void {
        if (!this.resident.held.has(held.stored.id)) {
            this.since.set(held.stored.id, this.reads);
            this.resident.install(held, this.clock.now());
        }
    }

    coverage(): Coverage {
        const missing = this.pending();
        const messages = [...this.resident.held.values()].reduce((sum, held) => sum + liveCount(held), 0);
        return {
            isComplete: missing.length === 0 && this.damaged.size === 0,
            messages,
            of: messages + missing.reduce((sum, { count }) => sum + count, 0),
            ...(missing.length > 0 && { completeSince: Math.max(...missing.map(({ to }) => to)) + 1 }),
            damaged: this.damaged.size,
        };
    }

    /** What is held and not replaced by anything in memory: what an answer is made of. */
    sources(): Held[] {
        return [...this.resident.held.values()];
    }

    /** Replaced by something that is in memory, directly or through headers that are known. */
    replaced(): Set<string> {
        const held = [...this.resident.held.values()].map(({ stored }) => stored);
        const roots = held.filter((stored): stored is HeaderRecord => stored.kind === 'segment');
        return replacedBy(roots, new Map([...this.listing.headers, ...roots.map((root) => [root.id, root] as const)]));
    }

    /** Headers of what is still to be loaded. */
    pending(): HeaderRecord[] {
        const wanted = this.wanted();
        return [...this.listing.headers.values()]
            .filter(({ id }) => wanted.has(id))
            .sort((a, b) => b.to - a.to || a.count - b.count);
    }

    /** Listed, of use, and not here. What something intact replaces is of no use, even before that is loaded. */
    private wanted(): Set<string> {
        const { headers, tails } = this.listing;
        const intact = [...headers.values()].filter(({ id }) => !this.damaged.has(id));
        const useless = new Set([...replacedBy(intact, headers), ...this.replaced()]);
        return new Set(
            [...headers.keys(), ...tails.keys()].filter(
                (id) => !useless.has(id) && !this.damaged.has(id) && !this.resident.held.has(id),
            ),
        );
    }

    private settle(): void {
        const wanted = this.wanted();
        for (const tail of [...this.listing.tails.values()].filter(({ id }) => wanted.has(id))) {
            this.openOrReport(tail, tail.rooms, () => openTail(this.codec, tail));
        }
        const useless = this.replaced();
        const isComplete = this.pending().length === 0;
        for (const { stored } of this.sources()) {
            if (useless.has(stored.id) || (isComplete && this.isGone(stored.id))) {
                this.resident.drop(stored.id);
                this.since.delete(stored.id);
            }
        }
        for (const id of this.damaged.keys()) {
            if (useless.has(id) || !(this.listing.tails.has(id) || this.listing.headers.has(id))) {
                this.damaged.delete(id);
            }
        }
        for (const id of [...this.loading.keys()].filter((each) => !wanted.has(each))) {
            this.loading.delete(id);
        }
    }

    private isGone(id: string): boolean {
        const isListed = this.listing.tails.has(id) || this.listing.headers.has(id);
        return !isListed && (this.since.get(id) ?? 0) < this.applied;
    }

    private async fetchNext(records: Records, headers: HeaderRecord[]): Promise<boolean> {
        for (const header of headers) {
            const loading = this.loading.get(header.id) ?? new Loading(header, this.codec);
            this.loading.set(header.id, loading);
            if (await loading.fetchNext(records, this.clock.now())) {
                return true;
            }
        }
        return false;
    }

    /** A piece may be missing because the segment was merged and removed meanwhile: then it is not damaged. */
    private async finish(records: Records, loading: Loading): Promise<void> {
        const { header, about, damage } = loading;
        this.loading.delete(header.id);
        if (damage) {
            await this.refresh(records);
        }
        if (this.wanted().has(header.id)) {
            this.openOrReport(header, about?.rooms, () => {
                if (damage) {
                    throw new Error(damage);
                }
                return loading.open();
            });
            this.settle();
        }
    }

    private openOrReport(stored: TailRecord | HeaderRecord, rooms: RoomSpan[] | undefined, open: () => Held): void {
        try {
            this.install(open());
        } catch (error) {
            const { id, count, from, to } = stored;
            const reason = error instanceof Error ? error.message : String(error);
            this.damaged.set(id, { id, reason, count, from, to, ...(rooms && { rooms }) });
        }
    }
}
