import type { IConfigurationExtend, IEnvironmentRead } from '@rocket.chat/apps-engine/definition/accessors';
import { ApiSecurity, ApiVisibility } from '@rocket.chat/apps-engine/definition/api';
import type {
    IPostMessageDeleted,
    IPostMessagePinned,
    IPostMessageReacted,
    IPostMessageSent,
    IPostMessageUpdated,
} from '@rocket.chat/apps-engine/definition/messages';
import type { IPostRoomDeleted } from '@rocket.chat/apps-engine/definition/rooms';
import { Application } from './src/app';
import { Endpoint, type Answer } from './src/host/endpoint';
import { RecurringJob } from './src/host/jobs';
import { AppWithMessageEvents } from './src/host/message-events';
import { SlashCommand } from './src/host/slash-command';
import type { AddressProfile } from './src/mcp/door';
import { settingDeclarations } from './src/settings/settings';

/** What Rocket.Chat calls. Every hook is one line into `src/app.ts`. */
export class RocketChatMcpApp
    extends AppWithMessageEvents
    implements
        IPostMessageSent,
        IPostMessageUpdated,
        IPostMessageDeleted,
        IPostMessageReacted,
        IPostMessagePinned,
        IPostRoomDeleted
{
    private application!: Application;

    protected get messageEvents() {
        return this.application;
    }

    public override async onEnable(): Promise<boolean> {
        const { missing, unknown } = await this.application.testPermissions(this.getAccessors().reader);
        if (missing.length > 0) {
            this.getLogger().error(`Missing permissions: ${missing.join(', ')}. Grant them by reinstalling the app.`);
        }
        this.getLogger().info(
            `Enabled, version ${this.getVersion()}. Not testable yet: ${unknown.join(', ') || 'none'}.`,
        );
        return true;
    }

    protected override async extendConfiguration(
        configuration: IConfigurationExtend,
        _environment: IEnvironmentRead,
    ): Promise<void> {
        this.application = new Application(this.getID(), this.getVersion(), () => this.getLogger());
        const mcp =
            (profileOf: (params: Record<string, string>) => AddressProfile): Answer =>
            (request, accessors) =>
                this.application.serveMcp(request, profileOf(request.params), accessors);
        await configuration.api.provideApi({
            visibility: ApiVisibility.PUBLIC,
            security: ApiSecurity.UNSECURE,
            endpoints: [
                new Endpoint(
                    this,
                    'mcp',
                    mcp(() => ({})),
                ),
                new Endpoint(
                    this,
                    'mcp/readonly',
                    mcp(() => ({ isReadOnly: true })),
                ),
                new Endpoint(
                    this,
                    'mcp/room/:rid',
                    mcp(({ rid }) => ({ onlyRoom: rid ?? '' })),
                ),
                new Endpoint(this, 'health', (request, accessors) => this.application.serveHealth(request, accessors)),
            ],
        });
        await Promise.all(settingDeclarations.map((setting) => configuration.settings.provideSetting(setting)));
        await configuration.scheduler.registerProcessors([
            new RecurringJob('index', '30 seconds', (accessors) => this.application.maintainIndex(accessors)),
        ]);
        // Last: when the app is enabled again the host still knows the command, refuses it, and stops right here.
        await configuration.slashCommands.provideSlashCommand(
            new SlashCommand('mcp', (typed, accessors) => this.application.runMcpCommand(typed, accessors)),
        );
    }
}
