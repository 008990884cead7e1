import {
    StartupType,
    type IOnetimeSchedule,
    type IProcessor,
    type IRecurringSchedule,
} from '@rocket.chat/apps-engine/definition/scheduler';
import { SchedulerBridge as EngineSchedulerBridge } from '@rocket.chat/apps-engine/server/bridges/SchedulerBridge';
import type { ServerPort } from '../../ports';
import type { JobDoc } from '../../store/documents';

type EngineProcessor = (context: object) => Promise<void>;

/**
 * Scheduled jobs. The engine hands names that already end in `_<appId>`; the schedules live in the workspace, the
 * processors here. Scheduling errors are logged and swallowed, so `scheduleOnce` answers undefined, as in the product.
 */
export class SchedulerBridge extends EngineSchedulerBridge {
    private readonly processors = new Map<string, EngineProcessor>();

    constructor(private readonly port: ServerPort) {
        super();
    }

    /** Runs a due job. Rejects when its processor fails, times out, or is unknown to this instance. */
    public run(job: JobDoc): Promise<void> {
        const processor = this.processors.get(job.name);
        if (!processor) {
            throw new Error(`No processor is registered for the job "${job.name}".`);
        }
        return processor({ ...job.data, jobId: job._id });
    }

    protected async registerProcessors(processors: IProcessor[], appId: string): Promise<string[]> {
        const started: Array<void | string> = [];
        for (const { id, processor, startupSetting } of processors) {
            this.processors.set(id, processor as EngineProcessor);
            if (startupSetting?.type === StartupType.ONETIME) {
                const job = this.job(id, appId, startupSetting.data);
                const when = new Date(startupSetting.when);
                started.push(await logged(() => this.port.scheduler.scheduleOnceIfNone(job, when)));
            } else if (startupSetting?.type === StartupType.RECURRING) {
                started.push(await this.scheduleRecurring({ ...startupSetting, id }, appId));
            }
        }
        return started.filter((id) => id !== undefined);
    }

    protected async scheduleOnce({ id, when, data }: IOnetimeSchedule, appId: string): Promise<void | string> {
        return logged(() => this.port.scheduler.scheduleOnce(this.job(id, appId, data), new Date(when)));
    }

    protected async scheduleRecurring(schedule: IRecurringSchedule, appId: string): Promise<void | string> {
        const { id, interval, skipImmediate, data } = schedule;
        const job = { ...this.job(id, appId, data), repeatInterval: String(interval) };
        return logged(() => this.port.scheduler.upsertRecurring(job, !!skipImmediate));
    }

    protected cancelJob(nameOrId: string, appId: string): Promise<void> {
        // The engine has ended it in the app's id by now, even if it is a stored id; the port knows both forms.
        return this.port.scheduler.cancel(appId, nameOrId);
    }

    public cancelAllJobs(appId: string): Promise<void> {
        return this.port.scheduler.cancelAll(appId);
    }

    private job(name: string, appId: string, data?: object) {
        return { appId, name, processorId: name.replace(`_${appId}`, ''), data: { ...data, appId } };
    }
}

async function logged(schedule: () => Promise<string>): Promise<void | string> {
    try {
        return await schedule();
    } catch (error) {
        console.error('Could not schedule a job:', error);
    }
}
