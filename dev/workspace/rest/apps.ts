import type { AppInstallReply } from '../ports';
import { appLogPort } from '../server/apps';
import { Refusal } from '../server/errors';
import { setting } from '../server/settings';
import { type Api, type Call, failure, notFound, type RouteOptions } from './api';
import { type Form, readForm } from './form';
import { paging } from './parameters';

const ADMIN: RouteOptions = { permission: 'manage-apps' };

/** `/api/apps`: installing, updating and looking after apps. */
export function addAppRoutes(api: Api): void {
    addPackageRoutes(api);
    addStatusRoutes(api);
    addSettingRoutes(api);
}

function addPackageRoutes(api: Api): void {
    api.get('/actionButtons', async (call) => ({ actionButtons: await engineOf(call).actionButtons() }), {
        auth: false,
    });
    api.get('/languages', async (call) => ({ apps: await engineOf(call).languages() }), { auth: false });
    api.get('/installed', async (call) => ({ apps: await engineOf(call).listApps() }));
    api.get('/', async (call) => ({ apps: await engineOf(call).listApps() }), ADMIN);

    api.post(
        '/',
        async (call) => {
            const { zip, permissions } = await uploadedPackage(call);
            return deployed(await engineOf(call).installApp(zip, permissions, call.user._id));
        },
        ADMIN,
    );
    api.get('/:id', async (call) => ({ app: await requireApp(call) }), ADMIN);
    api.post(
        '/:id',
        async (call) => {
            const { zip, permissions } = await uploadedPackage(call);
            return deployed(await engineOf(call).updateApp(call.params.id!, zip, permissions, call.user._id));
        },
        ADMIN,
    );
    api.delete(
        '/:id',
        async (call) => {
            await requireApp(call);
            return { app: await engineOf(call).removeApp(call.params.id!, call.user._id) };
        },
        ADMIN,
    );
}

function addStatusRoutes(api: Api): void {
    api.get('/:id/status', async (call) => ({ status: (await requireApp(call)).status }), ADMIN);
    api.post(
        '/:id/status',
        async (call) => {
            await requireApp(call);
            const { status } = call.body;
            if (status !== 'manually_enabled' && status !== 'manually_disabled') {
                throw failure({ error: 'Invalid status provided, it must be "status" field and a string.' });
            }
            return { status: await engineOf(call).changeStatus(call.params.id!, status) };
        },
        ADMIN,
    );
    api.get(
        '/:id/apis',
        async (call) => {
            await requireApp(call);
            return { apis: await engineOf(call).appApis(call.params.id!) };
        },
        ADMIN,
    );
    api.get(
        '/:id/logs',
        async (call) => {
            await requireApp(call);
            const { offset, count } = paging(call);
            const all = await appLogPort(call.world.store).find(call.params.id!);
            const logs = count === 0 ? all.slice(offset) : all.slice(offset, offset + count);
            return { logs, offset, count: logs.length, total: all.length };
        },
        ADMIN,
    );
    api.get(
        '/:id/languages',
        async (call) => {
            const app = (await engineOf(call).languages()).find(({ id }) => id === call.params.id);
            if (!app) throw noApp(call);
            return { languages: app.languages };
        },
        { auth: false },
    );
}

function addSettingRoutes(api: Api): void {
    const settingsOf = async (call: Call): Promise<Record<string, unknown>> => {
        await requireApp(call);
        return engineOf(call).getSettings(call.params.id!);
    };
    const oneOf = async (call: Call): Promise<unknown> => {
        const found = (await settingsOf(call))[call.params.settingId!];
        if (!found) throw notFound(`No Setting found on the App by the id of: "${call.params.settingId}"`);
        return found;
    };
    api.get('/:id/settings', async (call) => ({ settings: await settingsOf(call) }), ADMIN);
    api.post(
        '/:id/settings',
        async (call) => {
            const given = call.body.settings;
            if (!Array.isArray(given)) throw failure({ error: 'The settings to update must be present.' });
            const known = await settingsOf(call);
            const updated = (given as Array<{ id: string; value: unknown }>).filter(({ id }) => id in known);
            for (const { id, value } of updated) await engineOf(call).setSetting(call.params.id!, id, value);
            return { updated };
        },
        ADMIN,
    );
    api.get('/:id/settings/:settingId', async (call) => ({ setting: await oneOf(call) }), ADMIN);
    api.post(
        '/:id/settings/:settingId',
        async (call) => {
            await oneOf(call);
            const given = call.body.setting as { value?: unknown } | undefined;
            if (!given) throw failure({ error: 'Setting to update to must be present on the posted body.' });
            await engineOf(call).setSetting(call.params.id!, call.params.settingId!, given.value);
        },
        ADMIN,
    );
}

const engineOf = ({ server, instance }: Call): Call['server']['engines'][number] => server.engines[instance]!;

const noApp = ({ params }: Call): Error => notFound(`No App found by the id of: ${params.id}`);

async function requireApp(call: Call): Promise<{ id: string; status: string }> {
    const app = await engineOf(call).getApp(call.params.id!);
    if (!app) throw noApp(call);
    return app;
}

/** The package in field `app`, and the granted permissions in field `permissions` (JSON; absent or empty: the defaults). */
async function uploadedPackage({ world, request }: Call): Promise<{ zip: Buffer; permissions: unknown[] | undefined }> {
    const limit = setting<number>(world, 'FileUpload_MaxFileSize');
    const form = await readForm(request, 'app', limit);
    if (!form.file) {
        throw failure({ error: 'app_file_error', message: 'Failed to get a file to install for the App. ' });
    }
    return { zip: form.file.data, permissions: grantedPermissions(form) };
}

function grantedPermissions({ fields }: Form): unknown[] | undefined {
    if (!fields.permissions) return undefined;
    let permissions: unknown;
    try {
        permissions = JSON.parse(fields.permissions);
    } catch {
        throw new Refusal('error-invalid-permissions', 'The "permissions" field must be JSON');
    }
    return Array.isArray(permissions) && permissions.length > 0 ? permissions : undefined;
}

/** What the deploy tool reads: `app` and `implemented`, or what was wrong with the package. */
function deployed({ app, implemented, failed }: AppInstallReply): object {
    if (!failed) return { app, implemented };
    const { errorType, errors } = failed;
    const status = { app_storage_error: 'storage_error', compiler: 'compiler_error' }[errorType as string] ?? errorType;
    throw failure({ error: errorType === 'compiler' ? errors.join('\n') : errorType, status, messages: errors });
}
