import type { Request } from 'express';
import type { UserDoc } from '../store/documents';
import { userByToken } from '../server/accounts';
import type { World } from '../server/world';

/**
 * Who calls, by `X-User-Id` and `X-Auth-Token`: a login or a personal access token. Bearer tokens are looked up only
 * among those that Rocket.Chat's own OAuth server issued; this workspace has issued none, so they never match.
 * Cookies do not count.
 */
export function authenticated(world: World, request: Request): UserDoc | undefined {
    const userId = request.get('x-user-id');
    const token = request.get('x-auth-token');
    return userId && token ? userByToken(world, userId, token) : undefined;
}
