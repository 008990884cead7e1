import { StartupType, type IProcessor } from '@rocket.chat/apps-engine/definition/scheduler';
import type { Accessors } from './endpoint';

export type Work = (accessors: Accessors) => Promise<void>;

/**
 * A job that runs again and again, on one instance of the cluster at a time. The host gives up on a run after 30 s and
 * may start the next while this one still works, so a run keeps to less and bears overlap.
 */
export class RecurringJob implements IProcessor {
    public startupSetting: IProcessor['startupSetting'];
    public processor: IProcessor['processor'];

    /** `interval` in the scheduler's words, such as `30 seconds`. */
    constructor(
        public id: string,
        interval: string,
        work: Work,
    ) {
        this.startupSetting = { type: StartupType.RECURRING, interval };
        // The host calls it with another `this`.
        this.processor = (_context, read, modify, _http, persistence) => work({ read, modify, persistence });
    }
}
