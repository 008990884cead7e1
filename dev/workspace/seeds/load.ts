import type { UserDoc } from '../store/documents';
import { addLoginToken } from '../server/accounts';
import { randomId } from '../server/ids';
import { Refusal } from '../server/errors';
import { insertUser } from '../server/users';
import type { World } from '../server/world';
import type { SeedLine, SeedUser } from './format';
import { type NumberedLine, SeedError } from './jsonl';
import { insertSeedMessage } from './messages';
import { insertSeedRoom } from './rooms';
import { dateOf, membership, readKey, type Seeding } from './seeding';
import { settle } from './settle';

/** A user with the means to log in as them. */
export interface Login {
    username: string;
    userId: string;
    authToken: string;
    password: string;
}

/**
 * Puts a seed into an empty store: users, rooms and history as if they had always been there, with the counters that
 * follow from it, and without any event. Lines are taken one by one, so a seed may be bigger than memory would like.
 * Throws a `SeedError` for a line that names something unknown or taken.
 */
export async function loadSeed(
    world: World,
    lines: AsyncIterable<NumberedLine> | Iterable<NumberedLine>,
): Promise<Login[]> {
    const seeding: Seeding = { world, rooms: new Map(), reads: new Map() };
    const passwords = new Map<string, string>();
    for await (const { number, seed } of lines) {
        try {
            apply(seeding, seed, passwords);
        } catch (error) {
            if (error instanceof SeedError) throw error;
            throw new SeedError(
                number,
                error instanceof Refusal ? (error.reason ?? error.code) : (error as Error).message,
            );
        }
    }
    settle(seeding);
    return [...passwords].map(([userId, password]) => loginOf(world, world.store.users.get(userId)!, password));
}

/** Logs a user in, so that the login can be handed out. */
export function loginOf(world: World, user: UserDoc, password: string): Login {
    const { _id: userId, username } = user;
    return { username, userId, authToken: addLoginToken(world, user), password };
}

/** Numbers lines that come from code. */
export function* numbered(lines: Iterable<SeedLine>): Generator<NumberedLine> {
    let number = 0;
    for (const seed of lines) yield { number: (number += 1), seed };
}

function apply(seeding: Seeding, line: SeedLine, passwords: Map<string, string>): void {
    const { world } = seeding;
    if ('message' in line) {
        insertSeedMessage(seeding, line.message);
    } else if ('user' in line) {
        const password = line.user.password ?? randomId();
        passwords.set(insertSeedUser(world, line.user, password)._id, password);
    } else if ('room' in line) {
        insertSeedRoom(seeding, line.room);
    } else if ('read' in line) {
        const { user, room, ts, tunread = [] } = line.read;
        const { rid, u } = membership(seeding, user, room);
        seeding.reads.set(readKey(rid, u._id), { ts: dateOf(ts, 'ts'), tunread });
    } else if ('emoji' in line) {
        const { name, aliases = [], png } = line.emoji;
        const _updatedAt = world.clock.now();
        world.store.emojis.insert({ _id: randomId(), name, aliases, extension: 'png', _updatedAt });
        world.store.blobs.put(`emoji/${name}`, Buffer.from(png, 'base64'));
    } else {
        const { user, room, ...marks } = line.subscription;
        world.store.subscriptions.update(membership(seeding, user, room)._id, marks);
    }
}

function insertSeedUser(world: World, seed: SeedUser, password: string): UserDoc {
    const { username, name, roles, bio, utcOffset, status, statusText, language, highlights, bot } = seed;
    const user = insertUser(world, {
        username,
        name,
        password,
        email: `${username}@example.com`,
        roles: roles ?? [bot ? 'bot' : 'user'],
        type: bot ? 'bot' : 'user',
    });
    const preferences = { ...(language && { language }), ...(highlights && { highlights }) };
    const given = { bio, utcOffset, statusText };
    const marks = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    return world.store.users.update(user._id, {
        ...marks,
        ...(status && { status, statusConnection: status }),
        settings: { preferences },
    })!;
}
