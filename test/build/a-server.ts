import type { AddressInfo } from 'node:net';
import express from 'express';

export interface FakeServer {
    url: string;
    /** `POST /api/v1/login` and so on, in the order they came. */
    calls: string[];
    /** The bodies of the uploads. */
    uploads: string[];
    close(): void;
}

interface Behaviour {
    /** What the upload answers. */
    reply?: object;
    /** What the server says of the app afterwards. */
    app?: object;
    /** What it says of itself. */
    info?: object;
}

export const PASSWORD = 'correct horse';

/** The routes of a Rocket.Chat server that deploying needs, on loopback, behaving as told. */
export async function aServer({
    reply = { success: true },
    app,
    info = { version: '8.4' },
}: Behaviour): Promise<FakeServer> {
    const calls: string[] = [];
    const uploads: string[] = [];
    const front = express();
    front.use((request, _response, next) => {
        calls.push(`${request.method} ${request.path}`);
        next();
    });
    front.get('/api/info', (_request, response) => void response.json(info));
    front.post('/api/v1/login', express.json(), (request, response) => {
        const { username, password, code } = request.body as Record<string, string>;
        if (password !== PASSWORD) {
            response.status(401).json({ status: 'error', error: 'Unauthorized', message: 'Unauthorized' });
        } else if (username === 'careful' && code !== '123456') {
            response.status(401).json({ status: 'error', error: 'totp-required', message: 'TOTP Required' });
        } else {
            response.json({ status: 'success', data: { userId: 'u1', authToken: 't1' } });
        }
    });
    front.use((request, response, next) => {
        const known = request.get('X-Auth-Token') === 't1' && request.get('X-User-Id') === 'u1';
        return known ? next() : void response.status(401).json({ status: 'error' });
    });
    front.get('/api/v1/me', (_request, response) => void response.json({ success: true }));
    front.post('/api/v1/logout', (_request, response) => void response.json({ status: 'success' }));
    front.get('/api/apps/:id', (_request, response) => {
        const found = uploads.length > 0 && app;
        response.status(found ? 200 : 404).json(found ? { success: true, app } : { success: false });
    });
    front.post('/api/apps', express.raw({ type: () => true, limit: '5mb' }), (request, response) => {
        uploads.push((request.body as Buffer).toString('latin1'));
        response.json(reply);
    });
    const server = front.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}`, calls, uploads, close: () => void server.close() };
}
