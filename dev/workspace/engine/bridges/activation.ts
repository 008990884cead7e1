import type { AppStatus } from '@rocket.chat/apps-engine/definition/AppStatus';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import { AppActivationBridge } from '@rocket.chat/apps-engine/server/bridges/AppActivationBridge';
import { AppDetailChangesBridge } from '@rocket.chat/apps-engine/server/bridges/AppDetailChangesBridge';
import type { ProxiedApp } from '@rocket.chat/apps-engine/server/ProxiedApp';
import type { AppBroadcast } from '../../ports';

type Announce = (message: AppBroadcast) => Promise<void>;

/** Tells the other instances what happened to an app here. */
export class ActivationBridge extends AppActivationBridge {
    constructor(private readonly announce: Announce) {
        super();
    }

    protected appAdded(app: ProxiedApp): Promise<void> {
        return this.announce({ kind: 'added', appId: app.getID() });
    }

    protected appUpdated(app: ProxiedApp): Promise<void> {
        return this.announce({ kind: 'updated', appId: app.getID() });
    }

    protected appRemoved(app: ProxiedApp): Promise<void> {
        return this.announce({ kind: 'removed', appId: app.getID() });
    }

    protected appStatusChanged(app: ProxiedApp, status: AppStatus): Promise<void> {
        return this.announce({ kind: 'status', appId: app.getID(), status });
    }

    /** Only tells clients to fetch the buttons anew; the clients of this workspace always do. */
    protected async actionsChanged(): Promise<void> {}
}

/** Tells the other instances that an app's setting was saved. */
export class SettingChangesBridge extends AppDetailChangesBridge {
    constructor(private readonly announce: Announce) {
        super();
    }

    protected onAppSettingsChange(appId: string, setting: ISetting): void {
        this.announce({ kind: 'setting', appId, settingId: setting.id }).catch((error) =>
            console.error('Could not announce a changed setting:', error),
        );
    }
}
