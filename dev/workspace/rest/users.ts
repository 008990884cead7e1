import { Refusal } from '../server/errors';
import { joinDefaultRooms } from '../server/membership';
import { hasPermission } from '../server/permissions';
import { createUser, deleteUser, setActive } from '../server/users';
import type { Api } from './api';
import { findUser } from './finders';
import { flag, requiredText, text, texts } from './parameters';
import { fullUser, publicUser } from './views';

/** `users.*` */
export function addUserRoutes(api: Api): void {
    api.post(
        '/users.create',
        async ({ world, user, body }) => {
            const created = await createUser(
                world,
                {
                    username: requiredText(body, 'username'),
                    name: requiredText(body, 'name'),
                    email: requiredText(body, 'email'),
                    password: requiredText(body, 'password'),
                    active: flag(body, 'active', true),
                    roles: body.roles === undefined ? ['user'] : texts(body, 'roles'),
                },
                user,
            );
            if (flag(body, 'joinDefaultChannels', true)) joinDefaultRooms(world, created);
            return { user: fullUser(created) };
        },
        { permission: 'create-user' },
    );

    api.get('/users.info', ({ world, user, query }) => {
        const userId = text(query, 'userId');
        const username = text(query, 'username');
        const isNamed = userId !== undefined || username !== undefined;
        const found = userId ? world.store.users.get(userId) : world.store.users.byUsername(username ?? '');
        if (!isNamed || !found)
            throw new Refusal('error-user-not-found', isNamed ? 'User not found.' : 'Invalid query');
        const seesAll = found._id === user._id || hasPermission(world, user, 'view-full-other-user-info');
        return { user: { ...(seesAll ? fullUser(found) : publicUser(found)), canViewAllInfo: seesAll } };
    });

    api.post(
        '/users.setActiveStatus',
        async ({ world, user, body }) => {
            const changed = findUser(world, { userId: requiredText(body, 'userId') });
            const { _id, active } = await setActive(world, changed, flag(body, 'activeStatus'), user);
            return { user: { _id, active } };
        },
        { permission: 'edit-other-user-active-status' },
    );

    api.post(
        '/users.delete',
        async ({ world, user, body }) => {
            await deleteUser(world, findUser(world, body), user);
            return { deletedRooms: [] };
        },
        { permission: 'delete-user' },
    );
}
