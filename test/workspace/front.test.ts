import { createPersonalAccessToken } from '../../dev/workspace/server/accounts';
import type { UserDoc } from '../../dev/workspace/store/documents';
import { aFront, type Fields } from './a-front';

describe('app endpoints', () => {
    it('get what the parsers left, who calls, and go out as the app answered', async () => {
        const front = await aFront();
        const ana = front.test.user('ana');
        const calls: Fields[] = [];
        front.test.engine.callApi = async (call) => {
            calls.push(call);
            if (call.path === 'none') return null;
            return { status: 201, headers: { 'x-more': 'yes', 'set-cookie': ['a=1', 'b=2'] }, content: { ok: true } };
        };
        const post = (type: string, body: string, path = 'mcp/room/GENERAL?a[b]=c') =>
            front.send(`/api/apps/public/the-app/${path}`, { method: 'POST', headers: { 'content-type': type }, body });

        expect(await post('application/json', '{"a":1}')).toMatchObject({ status: 201, body: { ok: true } });
        expect(calls[0]).toMatchObject({
            visibility: 'public',
            appId: 'the-app',
            path: 'mcp/room/GENERAL',
            method: 'POST',
            query: { a: { b: 'c' } },
            content: { a: 1 },
            user: null,
        });
        await post('text/plain', 'hello');
        expect(calls[1]!.content).toEqual({});
        expect((await post('application/json', '{')).status).toBe(400);
        const tooLarge = await post('application/json', JSON.stringify({ text: 'x'.repeat(101 * 1024) }));
        expect(tooLarge.status).toBe(413);
        expect(tooLarge.headers.get('content-type')).toContain('text/html');
        expect(await post('application/json', '{}', 'none')).toMatchObject({ status: 404, text: 'Not Found' });

        const token = createPersonalAccessToken(front.test.world, ana, 'cli');
        const call = (headers: Record<string, string>) =>
            front.send('/api/apps/private/the-app/hash/health', { headers }).then(() => calls.at(-1)!);
        const headers = { 'x-user-id': ana._id, 'x-auth-token': token };
        expect(await call(headers)).toMatchObject({
            visibility: 'private',
            hash: 'hash',
            path: 'health',
            user: { username: 'ana' },
        });
        expect((await call({ authorization: `Bearer ${token}` })).user).toBeNull();
        expect((await call({ cookie: `rc_uid=${ana._id}; rc_token=${token}` })).user).toBeNull();
        front.close();
    });
});

describe('the REST limiter', () => {
    it('lets ten calls a minute through per route and address, and admins as they like', async () => {
        const front = await aFront({ restLimit: true });
        const [ana, admin] = [front.test.user('ana'), front.test.user('root', ['admin'])];
        const statuses = async (user: UserDoc) => {
            const replies = [];
            for (let call = 0; call < 11; call += 1) replies.push(await front.get(user, '/api/v1/rooms.get'));
            return replies;
        };
        const replies = await statuses(ana);
        expect(replies.map(({ status }) => status)).toEqual([...Array<number>(10).fill(200), 429]);
        expect(replies[0]!.headers.get('x-ratelimit-remaining')).toBe('9');
        expect(replies[10]!.body).toMatchObject({
            success: false,
            error: expect.stringContaining('[error-too-many-requests]'),
        });
        expect((await front.get(ana, '/api/v1/subscriptions.get')).status).toBe(200);
        expect((await statuses(admin)).every(({ status }) => status === 200)).toBe(true);
        front.test.tick(61);
        expect((await front.get(ana, '/api/v1/rooms.get')).status).toBe(200);
        front.close();
    });
});

describe('faults', () => {
    it('hit as many calls as asked for, of the bridge and method named', async () => {
        const front = await aFront();
        const port = front.test.server.portFor(0);
        const fault = { bridge: 'persistence', method: 'create', mode: 'error', times: 1 };
        expect((await front.post(null, '/_workspace/fault', fault)).status).toBe(200);
        await expect(port.users.activeCount()).resolves.toBe(0);
        await expect(port.persistence.create('app', {})).rejects.toThrow('fault: persistence.create');
        await expect(port.persistence.create('app', {})).resolves.toBeDefined();
        await front.post(null, '/_workspace/fault', { bridge: '*', method: '*', mode: 'drop', times: 1 });
        await expect(port.persistence.create('app', {})).resolves.toBeNull();
        expect((await front.post(null, '/_workspace/fault', { mode: 'explode' })).status).toBe(400);
        front.close();
    });

    it('are not for pages in a browser', async () => {
        const front = await aFront();
        const reply = await front.send('/_workspace/clock', { headers: { origin: 'https://evil.example' } });
        expect(reply.status).toBe(403);
        front.close();
    });
});
