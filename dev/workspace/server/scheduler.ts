import type { SchedulerPort } from '../ports';
import type { JobDoc } from '../store/documents';
import type { Store } from '../store/store';
import type { Clock } from './clock';
import { objectId } from './ids';
import { nextRun } from './schedule-times';

const POLL_MILLISECONDS = 5_000;
const LOCK_MILLISECONDS = 10 * 60_000;

/** Runs a job on one instance; rejects when it failed. */
export type JobRunner = (job: JobDoc) => Promise<void>;

export interface JobRun {
    id: string;
    name: string;
    instance: number;
    error?: string;
}

/**
 * The jobs of all apps, in the manner of Agenda: a job is locked by exactly one instance per due time, its next run
 * is fixed when it starts, one-time jobs disappear only when they succeed, and a lock older than ten minutes no longer
 * counts, so a run that outlives it may be run again. Jobs of one name run one at a time on an instance.
 */
export class Scheduler {
    private readonly busy = new Set<string>();
    private turn = 0;
    private timer: NodeJS.Timeout | undefined;
    private isRunning = false;

    constructor(
        private readonly store: Store,
        private readonly clock: Clock,
        private readonly runners: JobRunner[],
    ) {}

    start(): void {
        this.isRunning = true;
        this.wakeUp();
    }

    stop(): void {
        this.isRunning = false;
        clearTimeout(this.timer);
    }

    /** Starts what is due, without waiting for it, and looks again when the next job is due or in five seconds. */
    wakeUp(): void {
        if (!this.isRunning) return;
        void this.runDue();
        clearTimeout(this.timer);
        const now = this.clock.now().getTime();
        const upcoming = this.jobs()
            .map(({ nextRunAt }) => (nextRunAt?.getTime() ?? Infinity) - now)
            .filter((wait) => wait > 0);
        this.timer = setTimeout(() => this.wakeUp(), Math.min(POLL_MILLISECONDS, ...upcoming));
        this.timer.unref();
    }

    /** Runs every due job, and waits for them. */
    async runDue(): Promise<JobRun[]> {
        const now = this.clock.now();
        const due = this.jobs().filter(({ nextRunAt }) => nextRunAt !== null && nextRunAt <= now);
        due.sort((one, other) => one.nextRunAt!.getTime() - other.nextRunAt!.getTime());
        return (await Promise.all(due.map((job) => this.runIfFree(job)))).flatMap((run) => run ?? []);
    }

    /** Runs one job whether it is due or not. `id` is its stored id or its name, with or without the app's suffix. */
    async runNow(id: string): Promise<JobRun[]> {
        const named = this.jobs().filter((job) => [job._id, job.name, job.processorId, withoutApp(job)].includes(id));
        return (await Promise.all(named.map((job) => this.runIfFree(job)))).flatMap((run) => run ?? []);
    }

    readonly port: SchedulerPort = {
        upsertRecurring: async (job, skipImmediate) => {
            const interval = job.repeatInterval ?? '';
            const next = nextRun(interval, this.clock.now());
            const nextRunAt = skipImmediate ? next : this.clock.now();
            const existing = this.jobs().find(({ name, type }) => name === job.name && type === 'single');
            const id = existing?._id ?? objectId();
            if (existing) {
                this.store.jobs.update(id, { repeatInterval: interval, data: job.data, nextRunAt });
            } else {
                this.store.jobs.insert({ ...job, _id: id, type: 'single', nextRunAt, lockedAt: null });
            }
            this.wakeUp();
            return id;
        },

        scheduleOnce: async (job, when) => this.insertOnce(job, when),

        scheduleOnceIfNone: async (job, when) => {
            const pending = this.jobs().find(({ name, nextRunAt }) => name === job.name && nextRunAt !== null);
            return pending?._id ?? this.insertOnce(job, when);
        },

        cancel: async (appId, nameOrId) => {
            const [id] = nameOrId.split('_');
            for (const job of this.jobs()) {
                const isMeant = [job.name, job._id, withoutApp(job)].includes(nameOrId) || job._id === id;
                if (job.appId === appId && isMeant) this.store.jobs.remove(job._id);
            }
        },

        cancelAll: async (appId) => {
            for (const job of this.jobs()) if (job.appId === appId) this.store.jobs.remove(job._id);
        },
    };

    private insertOnce(job: Pick<JobDoc, 'appId' | 'name' | 'processorId' | 'data'>, when: Date): string {
        const _id = objectId();
        this.store.jobs.insert({ ...job, _id, type: 'normal', nextRunAt: when, lockedAt: null });
        this.wakeUp();
        return _id;
    }

    private jobs(): JobDoc[] {
        return [...this.store.jobs.values()];
    }

    private async runIfFree({ _id, name }: JobDoc): Promise<JobRun | undefined> {
        const job = this.store.jobs.get(_id);
        const instance = this.freeInstance(name);
        if (!job || this.isLocked(job) || instance === undefined) return undefined;
        const now = this.clock.now();
        const locked = this.store.jobs.update(_id, {
            lockedAt: now,
            lastRunAt: now,
            nextRunAt: job.repeatInterval ? nextRun(job.repeatInterval, now) : null,
        })!;
        const place = `${instance} ${name}`;
        this.busy.add(place);
        const error = await this.runners[instance]!(locked).then(
            () => undefined,
            (failure: unknown) => (failure instanceof Error ? failure.message : String(failure)),
        );
        this.busy.delete(place);
        this.finish(locked, error);
        return { id: _id, name, instance, ...(error !== undefined && { error }) };
    }

    private finish(job: JobDoc, error: string | undefined): void {
        const now = this.clock.now();
        if (error === undefined && job.type === 'normal') this.store.jobs.remove(job._id);
        else if (error === undefined) this.store.jobs.update(job._id, { lockedAt: null, lastFinishedAt: now });
        else {
            this.store.jobs.update(job._id, { lockedAt: null, lastFinishedAt: now, failedAt: now, failReason: error });
        }
        this.wakeUp();
    }

    private isLocked({ lockedAt }: JobDoc): boolean {
        return lockedAt !== null && this.clock.now().getTime() - lockedAt.getTime() < LOCK_MILLISECONDS;
    }

    /** The instances take turns, as none is faster than the others here. */
    private freeInstance(name: string): number | undefined {
        for (let step = 0; step < this.runners.length; step += 1) {
            const instance = (this.turn + step) % this.runners.length;
            if (this.busy.has(`${instance} ${name}`)) continue;
            this.turn = instance + 1;
            return instance;
        }
        return undefined;
    }
}

const withoutApp = ({ name, appId }: JobDoc): string => name.replace(`_${appId}`, '');
