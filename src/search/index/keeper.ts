import type { Clock } from '../../host/clock';
import type { Records } from '../../host/records';
import type { SegmentCodec } from './codec';
import type { TailRecord } from './layout';
import { merging, type Merging } from './merge';
import type { IndexOptions } from './options';
import { planMerge, planTails, type MergePlan } from './plan';
import type { Replica } from './replica';
import { readIntents, sweepIntents, sweepSegments, sweepTails } from './sweep';
import { turn } from './turns';
import type { Writer } from './writer';

/**
 * Keeps the store small: merges, and removes what merges replaced. Each process merges its own tails when there are
 * many; the rest is done by whichever process runs the job. Nothing depends on there being only one.
 */
export class Keeper {
    /** Why the last merge failed. What was to be merged is still there. */
    trouble?: string;
    private isMergingTails = false;
    private maintainingSince = -Infinity;
    /** A merge for which the last call had no time left. */
    private unfinished?: Merging;

    constructor(
        private readonly codec: SegmentCodec,
        private readonly clock: Clock,
        private readonly options: IndexOptions,
        private readonly replica: Replica,
        private readonly writer: Writer,
    ) {}

    /** Never rejects: the message that was the occasion is already stored. */
    async mergeOwnTails(records: Records): Promise<void> {
        const own = this.replica.sources().filter(({ stored }) => this.writer.owns(stored.id));
        if (this.isMergingTails || !planTails(own, this.options, () => true)) {
            return;
        }
        this.isMergingTails = true;
        try {
            await this.replica.refresh(records);
            const plan = planTails(
                this.replica.sources().filter(({ stored }) => this.writer.owns(stored.id)),
                this.options,
                () => true,
            );
            if (plan) {
                const id = this.writer.nextId();
                await this.run(records, this.start(plan, id), Infinity);
                await this.replica.load(records, Infinity, id);
                await sweepTails(records, this.replica, this.writer);
            }
        } catch (error) {
            this.trouble = String(error);
        } finally {
            this.isMergingTails = false;
        }
    }

    /** Rejects when the host fails; the next call goes on from there. True when there is nothing left to do. */
    async maintain(records: Records, deadline: number): Promise<boolean> {
        if (this.clock.now() - this.maintainingSince < this.options.mergeMs) {
            return false;
        }
        this.maintainingSince = this.clock.now();
        try {
            const intents = await readIntents(records);
            await this.replica.refresh(records);
            await this.replica.load(records, deadline);
            await sweepIntents(records, this.replica, intents, this.clock.now() - this.options.orphanMs);
            while (this.clock.now() < deadline) {
                await sweepTails(records, this.replica, this.writer);
                await sweepSegments(records, this.replica, this.clock, this.options, deadline);
                const next = this.unfinished ?? this.plan();
                if (!next) {
                    this.replica.resident.forgetGraves(this.clock.now() - this.options.graveMs);
                    return true;
                }
                await this.run(records, next, deadline);
                await this.replica.load(records, deadline);
            }
            return false;
        } finally {
            this.maintainingSince = -Infinity;
        }
    }

    /** A merge of nothing, that replaces these. */
    async discard(records: Records, ids: readonly string[]): Promise<void> {
        const id = this.writer.nextId();
        await this.run(records, this.start({ inputs: [], replaces: [...ids] }, id), Infinity);
        await this.replica.load(records, Infinity, id);
    }

    private plan(): Merging | undefined {
        const quiet = this.clock.now() - this.options.quietMs;
        const mayMerge = ({ id, at }: TailRecord) => this.writer.owns(id) || at < quiet;
        const plan = planMerge(this.replica, this.options, mayMerge);
        return plan && this.start(plan, this.writer.nextId());
    }

    private start(plan: MergePlan, id: string): Merging {
        this.writer.closeBatch();
        const { codec, replica, clock, options } = this;
        return merging(plan, { id, codec, replica, clock, options });
    }

    /** Runs a merge and looks at the listing; its outcome counts when it has been loaded from the store. */
    private async run(records: Records, merge: Merging, deadline: number): Promise<void> {
        this.unfinished = undefined;
        for (let step = await merge.next(records); !step.done; step = await merge.next(records)) {
            if (this.clock.now() >= deadline) {
                this.unfinished = merge;
                return;
            }
            await turn();
        }
        await this.replica.refresh(records);
    }
}
