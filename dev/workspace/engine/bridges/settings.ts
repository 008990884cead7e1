import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import { ServerSettingBridge } from '@rocket.chat/apps-engine/server/bridges/ServerSettingBridge';
import { AppPermissionManager } from '@rocket.chat/apps-engine/server/managers/AppPermissionManager';
import { AppPermissions } from '@rocket.chat/apps-engine/server/permissions/AppPermissions';
import type { ServerPort } from '../../ports';
import type { ServerSettingDoc } from '../../store/documents';

/**
 * The server's settings. Secret ones are never readable; hidden ones only when the app's `server-setting.read`
 * permission lists them. Reading or changing any other throws, and so does a setting that does not exist.
 */
export class SettingsBridge extends ServerSettingBridge {
    constructor(private readonly port: ServerPort) {
        super();
    }

    protected async getOneById(id: string, appId: string): Promise<ISetting> {
        return toApp(await this.readable(id, appId));
    }

    protected async isReadableById(id: string, appId: string): Promise<boolean> {
        return isReadable(await this.port.settings.getById(id), appId);
    }

    protected async updateOne(setting: ISetting, appId: string): Promise<void> {
        await this.readable(setting.id, appId);
        await this.port.settings.set(setting.id, setting.value);
    }

    protected async incrementValue(id: string, by: number, appId: string): Promise<void> {
        const setting = await this.readable(id, appId);
        await this.port.settings.set(id, Number(setting.value) + by);
    }

    protected async getAll(): Promise<ISetting[]> {
        throw new Error('Method not implemented.');
    }

    protected async hideGroup(): Promise<void> {
        throw new Error('Method not implemented.');
    }

    protected async hideSetting(): Promise<void> {
        throw new Error('Hiding settings is not available in this workspace.');
    }

    private async readable(id: string, appId: string): Promise<ServerSettingDoc> {
        const setting = await this.port.settings.getById(id);
        if (!isReadable(setting, appId)) {
            throw new Error(`The setting "${id}" is not readable.`);
        }
        return setting;
    }
}

function isReadable(setting: ServerSettingDoc | null, appId: string): setting is ServerSettingDoc {
    if (!setting || setting.secret) {
        return false;
    }
    const granted: { hiddenSettings?: string[] } | undefined = AppPermissionManager.hasPermission(
        appId,
        AppPermissions.setting.read,
    );
    return !setting.hidden || !!granted?.hiddenSettings?.includes(setting._id);
}

function toApp({ _id, ...setting }: ServerSettingDoc): ISetting {
    return { id: _id, ...setting, required: false, i18nLabel: _id } as unknown as ISetting;
}
