import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import type { LoginToken, UserDoc } from '../store/documents';
import { Refusal } from './errors';
import { digestPassword, hashToken, randomToken } from './ids';
import { requirePermission } from './permissions';
import type { World } from './world';

/** Cheap on purpose: these are demo passwords, and seeds may create users by the thousand. */
const SCRYPT_COST = { N: 256, r: 8, p: 1 };

export type Password = string | { digest: string; algorithm: 'sha-256' };

/** What is stored of a password. */
export function hashPassword(password: string): { scrypt: string; salt: string } {
    const salt = randomBytes(12).toString('base64');
    return { scrypt: derive(digestPassword(password), salt).toString('base64'), salt };
}

/**
 * Logs a user in by name or e-mail address and password (plain, or its SHA-256 as clients send it). Returns the new
 * token. Raises `IPostUserLoggedIn`, which the caller waits for. Throws one refusal for all that can be wrong.
 */
export async function login(world: World, name: string, password: Password): Promise<{ user: UserDoc; token: string }> {
    const user =
        world.store.users.byUsername(name) ??
        world.store.users.find(({ emails }) => emails.some(({ address }) => address === name));
    const digest = typeof password === 'string' ? digestPassword(password) : password.digest;
    if (!user?.active || !matches(user, digest)) throw new Refusal('Unauthorized', 'Unauthorized');
    const token = addLoginToken(world, user);
    const loggedIn = world.store.users.update(user._id, {
        lastLogin: world.clock.now(),
        status: 'online',
        statusConnection: 'online',
    })!;
    await world.emit({ name: 'IPostUserLoggedIn', user: loggedIn });
    return { user: loggedIn, token };
}

/** Ends one login. Raises `IPostUserLoggedOut`. */
export async function logout(world: World, user: UserDoc, token: string): Promise<void> {
    setTokens(
        world,
        user,
        user.services.resume.loginTokens.filter(({ hashedToken }) => hashedToken !== hashToken(token)),
    );
    await world.emit({ name: 'IPostUserLoggedOut', user });
}

/** Adds a login and returns its token; only the hash is kept. */
export function addLoginToken(world: World, user: UserDoc, extra: Partial<LoginToken> = {}): string {
    const token = randomToken();
    const entry: LoginToken = { hashedToken: hashToken(token), when: world.clock.now(), ...extra };
    setTokens(world, user, [...user.services.resume.loginTokens, entry]);
    return token;
}

export function createPersonalAccessToken(world: World, user: UserDoc, name: string): string {
    requirePermission(world, user, 'create-personal-access-tokens');
    const isTaken = user.services.resume.loginTokens.some((token) => token.name === name);
    if (isTaken) throw new Refusal('error-token-already-exists', 'A token with this name already exists');
    return addLoginToken(world, user, { type: 'personalAccessToken', name });
}

/**
 * The user whose login or personal access token this is. As in the product's middleware for app endpoints, neither
 * the token's age nor whether the account is active is looked at: switching an account off removes its tokens.
 */
export function userByToken(world: World, userId: string, token: string): UserDoc | undefined {
    const user = world.store.users.get(userId);
    const hashed = hashToken(token);
    return user?.services.resume.loginTokens.some(({ hashedToken }) => hashedToken === hashed) ? user : undefined;
}

function setTokens(world: World, user: UserDoc, loginTokens: LoginToken[]): void {
    world.store.users.update(user._id, { services: { ...user.services, resume: { loginTokens } } });
}

function matches(user: UserDoc, digest: string): boolean {
    const stored = user.services.password;
    if (!stored) return false;
    return timingSafeEqual(derive(digest, stored.salt), Buffer.from(stored.scrypt, 'base64'));
}

const derive = (digest: string, salt: string): Buffer => scryptSync(digest, salt, 32, SCRYPT_COST);
