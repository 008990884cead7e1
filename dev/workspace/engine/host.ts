import type { AppStatus } from '@rocket.chat/apps-engine/definition/AppStatus';
import { AppManager } from '@rocket.chat/apps-engine/server/AppManager';
import type { ProxiedApp } from '@rocket.chat/apps-engine/server/ProxiedApp';
import type {
    ApiCall,
    AppBroadcast,
    AppSummary,
    CommandCall,
    EngineInstance,
    Interaction,
    ServerPort,
    WorkspaceEvent,
} from '../ports';
import type { JobDoc } from '../store/documents';
import { callApi } from './api-calls';
import { deployApp, messageOf, summarize, visibleSettings } from './apps';
import { WorkspaceBridges } from './bridges';
import { applyBroadcast } from './broadcasts';
import { runCommand } from './commands';
import { userToAppOrNone } from './converters/users';
import { eventPayload } from './events';
import { interact } from './interactions';
import { putDenoOnPath, sandboxDirectory, Sandboxes } from './sandboxes';
import { LogStorage, MetadataStorage, SourceStorage } from './storage';

/**
 * One Apps-Engine in this process, over a server. The engine's AppManager is a singleton of its process, so there can be
 * one host at a time.
 */
export class EngineHost implements EngineInstance {
    private readonly sandboxes = new Sandboxes();
    private readonly bridges: WorkspaceBridges;
    private readonly manager: AppManager;
    /** The app another instance's change is being repeated for; what that changes here is not announced again. */
    private repeating?: string;
    private repeated: Promise<void> = Promise.resolve();

    /** Throws under NODE_ENV=test, where the engine would grant every app every permission. */
    constructor(
        public readonly index: number,
        private readonly port: ServerPort,
    ) {
        if (process.env.NODE_ENV === 'test') {
            throw new Error('Under NODE_ENV=test the Apps-Engine checks no permissions; start it with another value.');
        }
        putDenoOnPath();
        this.bridges = new WorkspaceBridges(port, async (message) => {
            if (message.appId !== this.repeating) {
                await port.instances.broadcast(message);
            }
        });
        this.manager = new AppManager({
            metadataStorage: new MetadataStorage(port.apps),
            sourceStorage: new SourceStorage(port.apps),
            logStorage: new LogStorage(port.logs),
            bridges: this.bridges,
            tempFilePath: sandboxDirectory(),
        });
        this.sandboxes.attach(this.manager);
    }

    async start() {
        await this.manager.load();
        await this.manager.enableAll();
    }

    /** Ends the sandboxes as a server that goes down does: the apps stay enabled and are not told. */
    async stop() {
        await this.sandboxes.end();
        Object.assign(AppManager, { Instance: undefined });
    }

    sandboxPids = async () => this.sandboxes.pids();
    killSandboxes = () => this.sandboxes.kill();
    setClockOffset = (milliseconds: number) => this.sandboxes.setClockOffset(milliseconds);

    installApp(zip: Buffer, permissions: unknown[] | undefined, userId: string) {
        return deployApp(this.manager, this.port, { zip, permissions, userId, update: false });
    }

    updateApp(_appId: string, zip: Buffer, permissions: unknown[] | undefined, userId: string) {
        return deployApp(this.manager, this.port, { zip, permissions, userId, update: true });
    }

    async removeApp(appId: string, userId: string): Promise<AppSummary> {
        const summary = await summarize(this.app(appId));
        const user = userToAppOrNone(await this.port.users.getById(userId));
        await this.manager.remove(appId, { user } as Parameters<AppManager['remove']>[1]);
        return summary;
    }

    async changeStatus(appId: string, status: 'manually_enabled' | 'manually_disabled'): Promise<string> {
        const app = await this.manager.changeStatus(appId, status as AppStatus);
        return app.getStatus();
    }

    async listApps() {
        return Promise.all((await this.manager.get()).map(summarize));
    }

    async getApp(appId: string) {
        const app = this.manager.getOneById(appId);
        return app ? summarize(app) : null;
    }

    appApis = async (appId: string) => this.manager.getApiManager().listApis(appId);
    getSettings = async (appId: string) => visibleSettings(this.app(appId));

    async setSetting(appId: string, settingId: string, value: unknown) {
        const settings = this.manager.getSettingsManager();
        await settings.updateAppSetting(appId, { ...settings.getAppSetting(appId, settingId), value });
    }

    async languages() {
        const apps = await this.manager.get();
        return apps.map((app) => ({ id: app.getID(), languages: app.getStorageItem().languageContent }));
    }

    actionButtons = () => this.manager.getUIActionButtonManager().getAllActionButtons();

    /** One after the other, in the order they arrive. */
    apply(message: AppBroadcast) {
        const repeat = async () => {
            this.repeating = message.appId;
            await applyBroadcast(this.manager, this.port, message).finally(() => (this.repeating = undefined));
        };
        this.repeated = this.repeated.then(repeat, repeat);
        return this.repeated;
    }

    callApi = (call: ApiCall) => callApi(this.manager, this.bridges, call);
    commandExists = async (command: string) => this.bridges.commands.has(command);
    runCommand = (call: CommandCall) => asError(runCommand(this.manager, this.port, call));
    interact = (interaction: Interaction) => asError(interact(this.manager, this.port, interaction));

    async emit(event: WorkspaceEvent) {
        const payload = await eventPayload(this.port, event);
        await this.manager.getListenerManager().executeListener(event.name as never, payload as never);
    }

    runJob = async (job: JobDoc) => asError(this.bridges.scheduler.run(job));

    private app(appId: string): ProxiedApp {
        const app = this.manager.getOneById(appId);
        if (!app) {
            throw new Error(`No App found by the id of: "${appId}"`);
        }
        return app;
    }
}

/** What fails in a sandbox arrives as a plain object of the protocol; callers get an error with its message. */
function asError<Result>(promise: Promise<Result>): Promise<Result> {
    return promise.catch((reason) => {
        throw reason instanceof Error ? reason : new Error(messageOf(reason));
    });
}
