import type { IPermission } from '@rocket.chat/apps-engine/definition/permissions/IPermission';
import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager';
import type { AppFabricationFulfillment } from '@rocket.chat/apps-engine/server/compiler';
import type { ProxiedApp } from '@rocket.chat/apps-engine/server/ProxiedApp';
import type { AppInstallReply, AppSummary, ServerPort } from '../ports';
import { userToAppOrNone } from './converters/users';

/**
 * Installs or updates an app from its package and enables it. A package that is refused changes nothing and is answered
 * with `failed`. An app whose own code failed while starting counts as installed: see its `status`.
 */
export async function deployApp(
    manager: AppManager,
    port: ServerPort,
    deployment: { zip: Buffer; permissions: unknown[] | undefined; userId: string; update: boolean },
): Promise<AppInstallReply> {
    const { zip, update } = deployment;
    const permissions = deployment.permissions as IPermission[] | undefined;
    const user = userToAppOrNone(await port.users.getById(deployment.userId));
    if (!user) {
        throw new Error(`No user has the id "${deployment.userId}".`);
    }
    let appId: string;
    try {
        appId = (await manager.getParser().unpackageApp(zip)).info.id;
    } catch (error) {
        return refused('app_file_error', error);
    }
    if (!update && manager.getOneById(appId)) {
        return refused('compiler', new Error('App already has an associated runtime'));
    }
    try {
        return await toReply(
            update
                ? await manager.update(zip, permissions as IPermission[], { loadApp: true, user })
                : await manager.add(zip, { enable: true, permissionsGranted: permissions, user }),
        );
    } catch (error) {
        return refused('compiler', error);
    }
}

/** What REST tells about an app. */
export async function summarize(app: ProxiedApp): Promise<AppSummary> {
    const { permissionsGranted, languageContent } = app.getStorageItem();
    return {
        ...app.getInfo(),
        status: await app.getStatus(),
        implemented: app.getImplementationList(),
        languages: languageContent,
        private: true,
        permissionsGranted,
    };
}

/** An app's settings by id, without the hidden ones. */
export function visibleSettings(app: ProxiedApp): Record<string, unknown> {
    const settings = Object.entries(app.getStorageItem().settings);
    return Object.fromEntries(settings.filter(([, { hidden }]) => !hidden));
}

async function toReply(deployed: AppFabricationFulfillment): Promise<AppInstallReply> {
    if (deployed.hasStorageError()) {
        return refused('app_storage_error', new Error(deployed.getStorageError()));
    }
    if (deployed.hasAppUserError()) {
        return refused('app_user_error', new Error((deployed.getAppUserError() as { message: string }).message));
    }
    const implemented = deployed.getImplementedInferfaces() as unknown as Record<string, boolean>;
    return { app: await summarize(deployed.getApp()), implemented };
}

function refused(errorType: NonNullable<AppInstallReply['failed']>['errorType'], error: unknown): AppInstallReply {
    return { app: null, implemented: {}, failed: { errorType, errors: [messageOf(error)] } };
}

/** The message of anything thrown; what comes from a sandbox is a plain object with a `message`. */
export function messageOf(error: unknown): string {
    return (error as { message?: string } | undefined)?.message ?? String(error);
}
