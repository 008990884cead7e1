import type { ILogger, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { Call } from './access/call';
import { connectionTokens } from './access/connection-tokens';
import { healthReply, isAdmin, type Condition } from './audit/health';
import { systemClock } from './host/clock';
import type { Accessors, HttpReply, HttpRequest } from './host/endpoint';
import { probePermissions, type PermissionReport } from './host/permissions';
import { hostRecords } from './host/records';
import { rocketChatWorkspace } from './host/rocketchat';
import type { MessageEvents } from './host/message-events';
import type { TypedCommand } from './host/slash-command';
import type { Message, Room } from './host/workspace';
import { door, type AddressProfile } from './mcp/door';
import { rpcServer } from './mcp/serve';
import { SearchService } from './search/service';
import { readSettings } from './settings/settings';
import { tools } from './tools';
import { runMcpCommand } from './triage/mcp-command';

/** Where the MCP endpoint lives below the site. */
export const endpointPath = (appId: string) => `/api/apps/public/${appId}/mcp`;

/**
 * The composition root: one set of services for the process, one `Call` for each call of the host. Nobody else builds
 * services, and only this file knows the adapters.
 */
export class Application implements MessageEvents {
    private readonly condition: Condition;
    private readonly mcp: ReturnType<typeof door>;
    private readonly search = new SearchService(systemClock);

    constructor(
        private readonly appId: string,
        version: string,
        private readonly logger: () => ILogger,
    ) {
        this.condition = { version, startedAt: systemClock.now() };
        this.mcp = door(rpcServer({ version, tools }), tools);
    }

    /** Answers a request to one of the MCP addresses. Never rejects. */
    serveMcp(request: HttpRequest, profile: AddressProfile, accessors: Accessors): Promise<HttpReply> {
        return this.mcp.open(request, profile, this.open(accessors));
    }

    /** Runs `/mcp` and shows its answer to the one who typed it. */
    async runMcpCommand(typed: TypedCommand, accessors: Accessors): Promise<void> {
        const call = this.open(accessors);
        const text = await runMcpCommand(typed, endpointPath(this.appId), call);
        await call.workspace.whisper(typed.person.id, typed.roomId, text, typed.threadId);
    }

    /** Answers `GET health`. */
    async serveHealth(request: HttpRequest, accessors: Accessors): Promise<HttpReply> {
        const isFull = isAdmin(request.hostPerson);
        const index = isFull ? await this.search.health(this.open(accessors).records) : undefined;
        return healthReply(request, this.condition, systemClock.now(), index);
    }

    /** Indexes a message that was just written or edited; its own ones the app does not find worth searching. */
    async saved(message: Message, room: Room, isOwn: boolean, accessors: Accessors): Promise<void> {
        if (!isOwn) {
            const { records, workspace } = this.open(accessors);
            await this.search.messageSaved(records, workspace, message, room);
        }
    }

    async touched(messageId: string, room: Room, accessors: Accessors): Promise<void> {
        const { records, workspace } = this.open(accessors);
        await this.search.messageTouched(records, workspace, messageId, room);
    }

    async deleted(message: Message, accessors: Accessors): Promise<void> {
        await this.search.messageDeleted(this.open(accessors).records, message);
    }

    async roomDeleted(roomId: string, { read, persistence }: Pick<Accessors, 'read' | 'persistence'>): Promise<void> {
        await this.search.roomDeleted(hostRecords(read.getPersistenceReader(), persistence), roomId);
    }

    /** One run of the job that fills, checks and tidies the search index. */
    async maintainIndex(accessors: Accessors): Promise<void> {
        const { records, workspace, settings } = this.open(accessors);
        const { indexReadsPerSecond, indexMaxAgeDays } = await settings();
        const limits = { readsPerSecond: indexReadsPerSecond, maxAgeDays: indexMaxAgeDays };
        await this.search.runJob(records, workspace, limits);
    }

    /** Asks the host which permissions the app really has, and remembers the answer. */
    async testPermissions(read: IRead): Promise<PermissionReport> {
        this.condition.permissions = await probePermissions(read);
        return this.condition.permissions;
    }

    private open({ read, modify, persistence }: Accessors): Call {
        const records = hostRecords(read.getPersistenceReader(), persistence);
        return {
            workspace: rocketChatWorkspace(read, modify),
            records,
            tokens: connectionTokens(records, systemClock),
            settings: () => readSettings(read.getEnvironmentReader().getSettings()),
            clock: systemClock,
            search: this.search,
            logFault: (requestId, error) => this.logger().error(`request ${requestId}`, faultOf(error)),
        };
    }
}

/** What of an error goes to the log: where it happened. The host's messages may quote chat text, so they stay out. */
function faultOf(error: unknown): { name: string; code?: string; at?: string } {
    if (!(error instanceof Error)) {
        return { name: typeof error };
    }
    const { code } = error as { code?: string };
    return { name: error.name, ...(code ? { code } : {}), at: error.stack?.split('\n').slice(1, 5).join(' < ') };
}
