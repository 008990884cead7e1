import { createPersonalAccessToken, login, logout, type Password } from '../server/accounts';
import { Refusal } from '../server/errors';
import { type Api, HttpAnswer } from './api';
import { requiredText, text } from './parameters';
import { fullUser } from './views';

/** `login`, `logout`, `me`, and personal access tokens. */
export function addLoginRoutes(api: Api): void {
    api.post('/login', logIn, { auth: false });

    const logOut: Parameters<Api['post']>[1] = async ({ world, user, request }) => {
        await logout(world, user, request.get('x-auth-token')!);
        return new HttpAnswer(200, { status: 'success', data: { message: "You've been logged out!" } });
    };
    api.post('/logout', logOut);
    api.get('/logout', logOut);

    api.get('/me', ({ user }) => fullUser(user));

    api.post('/users.generatePersonalAccessToken', ({ world, user, body }) => ({
        token: createPersonalAccessToken(world, user, requiredText(body, 'tokenName')),
    }));
}

const logIn: Parameters<Api['post']>[1] = async ({ world, body }) => {
    const who = body.user as string | { username?: string; email?: string } | undefined;
    const name =
        typeof who === 'object' ? (who.username ?? who.email) : (who ?? text(body, 'username') ?? text(body, 'email'));
    const password = passwordOf(body.password);
    try {
        if (!name || !password) throw new Refusal('Unauthorized', 'Unauthorized');
        const { user, token } = await login(world, name, password);
        const data = { userId: user._id, authToken: token, me: fullUser(user) };
        return new HttpAnswer(200, { status: 'success', data });
    } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        throw new HttpAnswer(401, { status: 'error', error: error.code, message: error.reason });
    }
};

function passwordOf(value: unknown): Password | undefined {
    if (typeof value === 'string') return value;
    const digest = (value as { digest?: unknown } | undefined)?.digest;
    return typeof digest === 'string' ? { digest, algorithm: 'sha-256' } : undefined;
}
