import type { Clock } from '../host/clock';
import type { Records } from '../host/records';
import type { Workspace } from '../host/workspace';
import type { SearchService } from '../search/service';
import type { Settings } from '../settings/settings';
import type { ConnectionTokens } from './connection-tokens';

/** What one call of the host (a request, a command, a job) works with; accessors are valid for that call only. */
export interface Call {
    workspace: Workspace;
    records: Records;
    tokens: ConnectionTokens;
    settings(): Promise<Settings>;
    clock: Clock;
    /** The search engine of this process. */
    search: SearchService;
    /** Notes a fault of ours in the app's log. Never give it message texts or secrets. */
    logFault(requestId: string, error: unknown): void;
}
