import { Refusal } from '../server/errors';
import { hasPermission } from '../server/permissions';
import { requireReadable } from '../server/room-access';
import { changeSetting } from '../server/settings';
import { type Api, failure, forbidden } from './api';
import { date, requiredText, text } from './parameters';

/** The release whose engine this workspace runs. */
const VERSION = '8.4.0';

/** `info`: the version for everybody, more for those who administer. */
export function addInfoRoute(api: Api, path: string): void {
    api.get(
        path,
        ({ world, user }) => ({
            version: VERSION.split('.', 2).join('.'),
            ...(user && hasPermission(world, user, 'view-room-administration') && { info: { version: VERSION } }),
        }),
        { auth: false },
    );
}

/** `emoji-custom.list`, `commands.run`, `settings/:id` */
export function addWorkspaceRoutes(api: Api): void {
    api.get('/emoji-custom.list', ({ world, query }) => {
        const since = date(query, 'updatedSince');
        const update = world.store.emojis.filter(({ _updatedAt }) => !since || _updatedAt > since);
        return { emojis: { update, remove: [] } };
    });

    api.post('/commands.run', async ({ server, instance, world, user, body }) => {
        const command = text(body, 'command')?.toLowerCase();
        if (!command) throw failure({ error: 'You must provide a command to run.' });
        const engine = server.engines[instance]!;
        if (!(await engine.commandExists(command))) {
            throw failure({ error: 'The command provided does not exist (or is disabled).' });
        }
        const room = readableOrForbidden(() => requireReadable(world, requiredText(body, 'roomId'), user));
        const threadId = text(body, 'tmid');
        if (threadId && world.store.messages.get(threadId)?.rid !== room._id)
            throw failure({ error: 'Invalid thread.' });
        await engine.runCommand({
            command,
            params: text(body, 'params') ?? '',
            user,
            room,
            ...(threadId && { threadId }),
            ...(text(body, 'triggerId') && { triggerId: text(body, 'triggerId') }),
        });
        return { result: null };
    });

    api.get(
        '/settings/:id',
        ({ world, params }) => {
            const setting = world.store.settings.get(params.id!);
            if (!setting) throw failure({});
            return { _id: setting._id, value: setting.value };
        },
        { permission: 'view-room-administration' },
    );

    api.post(
        '/settings/:id',
        ({ world, params, body }) => void changeSetting(world, params.id!, body.value as string | number | boolean),
        { permission: 'edit-privileged-setting' },
    );
}

function readableOrForbidden<T>(find: () => T): T {
    try {
        return find();
    } catch (error) {
        throw error instanceof Refusal && error.code !== 'invalid-params' ? forbidden() : error;
    }
}
