import type { DeployTarget, PasswordLogin } from './deploy-options';

/** A login on a Rocket.Chat server. */
export interface Connection {
    url: string;
    userId: string;
    token: string;
    /** What the server knows of an app, or undefined. */
    findApp(id: string): Promise<InstalledApp | undefined>;
    /** Ends the login, unless it was there before. */
    close(): Promise<void>;
}

export interface InstalledApp {
    version: string;
    /** Of the engine: `manually_enabled`, `invalid_license_disabled` … */
    status: string;
}

interface Answer {
    success?: boolean;
    status?: string;
    error?: string;
    message?: string;
    version?: string;
    app?: InstalledApp;
    data?: { userId: string; authToken: string };
}

/**
 * Connects to a server. Throws when there is no Rocket.Chat behind the address, and when it refuses the login.
 *
 * A password is exchanged for a session here, so that the deploy tool never gets to see it, and a 2FA code, which is
 * good for one login, is used once.
 */
export async function connect({ url: address, login }: DeployTarget): Promise<Connection> {
    const url = await findServer(address);
    const session = 'token' in login ? login : await logIn(url, login);
    const headers = { 'X-User-Id': session.userId, 'X-Auth-Token': session.token };
    return {
        url,
        ...session,
        async findApp(id) {
            const { app } = await call(`${url}/api/apps/${id}`, { headers });
            return app;
        },
        async close() {
            if (!('token' in login)) {
                await call(`${url}/api/v1/logout`, { method: 'POST', headers });
            }
        },
    };
}

/** The address to use from now on: an http address may have led to an https one. */
async function findServer(address: string): Promise<string> {
    const nobody = `There is no Rocket.Chat at ${address}`;
    const response = await fetch(`${address}/api/info`).catch((error: Error) => {
        throw new Error(`${nobody}: ${(error.cause as Error | undefined)?.message ?? error.message}`);
    });
    const { version } = await readJson(response);
    if (!response.ok || !version) {
        throw new Error(`${nobody}: /api/info answered ${response.status} without a version.`);
    }
    return response.url.replace(/\/api\/info$/, '');
}

async function logIn(url: string, login: PasswordLogin): Promise<{ userId: string; token: string }> {
    const { data, error, message } = await call(`${url}/api/v1/login`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(login),
    });
    if (data) {
        return { userId: data.userId, token: data.authToken };
    }
    const hint =
        error === 'totp-required'
            ? 'The account asks for a second factor: add --code, or use a personal access token that ignores 2FA.'
            : 'Check the name, the password and, if the account has one, the second factor.';
    throw new Error(`The server refused the login: ${message ?? error}. ${hint}`);
}

async function call(url: string, request: RequestInit): Promise<Answer> {
    return readJson(await fetch(url, request));
}

/** Anything but JSON, as a proxy may answer, counts as an empty answer. */
async function readJson(response: Response): Promise<Answer> {
    const isJson = response.headers.get('content-type')?.includes('json');
    return isJson ? ((await response.json()) as Answer) : {};
}
