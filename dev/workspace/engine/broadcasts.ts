import { isDeepStrictEqual } from 'node:util';
import { AppStatus, AppStatusUtils } from '@rocket.chat/apps-engine/definition/AppStatus';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager';
import type { AppBroadcast, ServerPort } from '../ports';

/** Repeats here what another instance did to an app, as every instance of Rocket.Chat does. */
export async function applyBroadcast(manager: AppManager, port: ServerPort, message: AppBroadcast): Promise<void> {
    const { appId } = message;
    if (message.kind === 'added') {
        return manager.addLocal(appId);
    }
    const app = manager.getOneById(appId);
    if (!app) {
        return;
    }
    const stored = await port.apps.retrieveOne(appId);
    switch (message.kind) {
        case 'updated': {
            const zip = await port.apps.fetchSource(appId);
            if (stored && zip) {
                const isEnabled = AppStatusUtils.isEnabled(stored.status);
                await (isEnabled
                    ? manager.updateAndStartupLocal(stored, zip)
                    : manager.updateAndInitializeLocal(stored, zip));
            }
            return;
        }
        case 'removed':
            // Its record is gone by now, and the engine could not disable an app without one.
            await app.setStatus(AppStatus.DISABLED, true);
            await manager.removeLocal(appId);
            return;
        case 'status': {
            const status = message.status as AppStatus;
            if ((await app.getStatus()) === status) {
                return;
            }
            if (AppStatusUtils.isEnabled(status)) {
                await manager.enable(appId);
            } else if (AppStatusUtils.isDisabled(status)) {
                await manager.disable(appId, status, true);
            }
            return;
        }
        case 'setting': {
            const changed: ISetting | undefined = stored?.settings[message.settingId];
            const current = app.getStorageItem().settings[message.settingId];
            if (changed && !isDeepStrictEqual(changed.value, current?.value)) {
                await manager.getSettingsManager().updateAppSetting(appId, changed);
            }
        }
    }
}
