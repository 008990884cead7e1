import type { Caller } from '../access/caller';
import type { ConnectionTokens } from '../access/connection-tokens';
import type { Person, Workspace } from '../host/workspace';

export interface Credentials {
    /** Lower-case names. */
    headers: Record<string, string | undefined>;
    query: Record<string, unknown>;
    /** Whom the host recognised by its own login or OAuth token, if anyone. */
    hostPerson?: Person;
}

export type Authentication = { caller: Caller } | { refusal: Refusal };

export interface Refusal {
    message: string;
    hint: string;
    /** Credentials were given and are no good, as opposed to none at all. */
    isInvalid: boolean;
}

const HOW =
    'Send "Authorization: Bearer rcm_…" with a token made by /mcp token in Rocket.Chat, or X-User-Id and X-Auth-Token.';

/**
 * Who calls: the host's own login first, then a connection token, else nobody. Asked anew on every request, so a
 * deactivated person, an expired or a revoked token is out on the next call.
 *
 * Host facts: a valid login arrives as the request's user even on endpoints that do not demand one, but the host does
 * not look at whether the account is still active; wrong `X-` headers arrive as "no user".
 */
export async function authenticate(
    { headers, query, hostPerson }: Credentials,
    workspace: Pick<Workspace, 'personById'>,
    tokens: Pick<ConnectionTokens, 'verify'>,
): Promise<Authentication> {
    if (['access_token', 'token', 'authToken'].some((name) => query[name] !== undefined)) {
        return invalid('Credentials in the address are not accepted: addresses end up in logs.');
    }
    if (hostPerson) {
        return loggedIn(hostPerson);
    }
    if (headers['x-user-id'] !== undefined || headers['x-auth-token'] !== undefined) {
        return invalid('This X-User-Id and X-Auth-Token are not a valid login.');
    }
    const bearer = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1];
    if (bearer === undefined) {
        return headers.authorization === undefined
            ? { refusal: { message: 'Authentication is required.', hint: HOW, isInvalid: false } }
            : invalid('The Authorization header is not a Bearer token.');
    }
    const token = await tokens.verify(bearer);
    const person = token && (await workspace.personById(token.ownerId));
    if (!token || !person || !isAccepted(person)) {
        return invalid('This token is unknown, expired or revoked.');
    }
    return { caller: { person, connectionId: token.id, connectionName: token.name, scope: token.scope } };
}

/** A login speaks for the whole person, so it may do what the person may: the scope is theirs to narrow with tokens. */
function loggedIn(person: Person): Authentication {
    return isAccepted(person)
        ? { caller: { person, connectionId: 'login', connectionName: 'Rocket.Chat login', scope: 'write' } }
        : invalid('This account is deactivated.');
}

const isAccepted = (person: Person) => person.isActive && person.kind !== 'app';

const invalid = (message: string): Authentication => ({ refusal: { message, hint: HOW, isInvalid: true } });
