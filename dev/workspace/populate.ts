import { userByToken } from './server/accounts';
import { randomId } from './server/ids';
import { insertUser } from './server/users';
import type { World } from './server/world';
import { demoSeed } from './seeds/demo';
import type { SeedLine } from './seeds/format';
import { readSeedFile } from './seeds/jsonl';
import { type Login, loadSeed, loginOf, numbered } from './seeds/load';

/** What even an empty workspace has. */
const NOTHING: SeedLine[] = [
    { user: { username: 'admin', name: 'Administrator', roles: ['admin', 'user'] } },
    { room: { name: 'general', type: 'c', members: ['admin'], fields: { default: true } } },
];

/**
 * Fills a new workspace: the seed, then the administrator `admin` and the bot every server has. Returns everyone's
 * login. A kept workspace is left as it is. Throws a `SeedError`, and when a kept workspace was cut off while seeding.
 */
export async function populate(world: World, seed: string): Promise<Login[]> {
    const { notes, users } = world.store;
    const kept = notes.get('logins')?.value as Login[] | undefined;
    if (kept) return renewed(world, kept);
    if (notes.has('seeding'))
        throw new Error('the data directory holds a seed that was cut off: remove it and start again');
    notes.put({ _id: 'seeding', value: seed });
    const logins = await world.store.bulk(() => loadSeed(world, linesOf(world, seed)));
    if (!users.has('rocket.cat')) {
        insertUser(world, {
            _id: 'rocket.cat',
            username: 'rocket.cat',
            name: 'Rocket.Cat',
            roles: ['bot'],
            type: 'bot',
        });
    }
    const admin = users.byUsername('admin');
    if (!admin) logins.push(addAdmin(world));
    else if (!admin.roles.includes('admin')) users.update(admin._id, { roles: [...admin.roles, 'admin'] });
    notes.put({ _id: 'logins', value: logins });
    return logins;
}

function linesOf(world: World, seed: string): Parameters<typeof loadSeed>[1] {
    if (seed === 'none') return numbered(NOTHING);
    return seed === 'demo' ? numbered(demoSeed(world.clock.now())) : readSeedFile(seed);
}

function addAdmin(world: World): Login {
    const password = randomId();
    const roles = ['admin', 'user'];
    const name = 'Administrator';
    const admin = insertUser(world, { username: 'admin', name, email: 'admin@example.com', password, roles });
    return loginOf(world, admin, password);
}

/** Logins that were ended since they were handed out are replaced; those of deleted users are left out. */
function renewed(world: World, logins: Login[]): Login[] {
    const current = logins.flatMap((login) => {
        const user = world.store.users.get(login.userId);
        if (!user) return [];
        return userByToken(world, login.userId, login.authToken) ? login : loginOf(world, user, login.password);
    });
    world.store.notes.put({ _id: 'logins', value: current });
    return current;
}
