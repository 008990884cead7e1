import { RunningWorkspace, type Reply } from '../harness/running-workspace';

const META = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientCapabilities': {},
};

describe('the door of the MCP endpoint', () => {
    let workspace: RunningWorkspace;
    let login: Record<string, string>;

    beforeAll(async () => {
        workspace = await RunningWorkspace.start();
        login = workspace.headersOf('jean');
    });
    afterAll(() => workspace.stop());

    const post = (body: unknown, headers: Record<string, string> = {}, url = workspace.mcpUrl): Promise<Reply> =>
        workspace.request(url, {
            method: 'POST',
            headers: { 'content-type': 'application/json', ...headers },
            body: typeof body === 'string' ? body : JSON.stringify(body),
        });
    const rpc = (method: string, params: object = {}) => ({ jsonrpc: '2.0', id: 7, method, params });
    const modern = (method: string, params: object = {}, name?: string) =>
        [
            rpc(method, { ...params, _meta: META }),
            {
                ...login,
                'mcp-protocol-version': '2026-07-28',
                'mcp-method': method,
                ...(name ? { 'mcp-name': name } : {}),
            },
        ] as const;

    describe('asks who is there', () => {
        it('and challenges whoever brings nothing', async () => {
            const reply = await post(rpc('tools/list'));
            expect(reply.status).toBe(401);
            expect(reply.headers.get('www-authenticate')).toBe('Bearer realm="Rocket.Chat"');
            expect(reply.body.error.data).toMatchObject({
                code: 'unauthorized',
                hint: expect.stringContaining('/mcp token'),
            });
        });

        it.each([
            ['a wrong login', { 'X-User-Id': 'nobody', 'X-Auth-Token': 'nothing' }],
            ['half a login', { 'X-User-Id': 'nobody' }],
            ['an unknown token', { authorization: `Bearer rcm_${'A'.repeat(59)}` }],
            ['a token of another make', { authorization: 'Bearer abc.def.ghi' }],
            ['another scheme', { authorization: 'Basic amVhbjpqZWFu' }],
            ['an empty scheme', { authorization: '' }],
        ])('and refuses %s', async (_, headers) => {
            const reply = await post(rpc('tools/list'), headers);
            expect(reply.status).toBe(401);
            expect(reply.headers.get('www-authenticate')).toMatch(/^Bearer realm=/);
        });

        it('and takes no credentials from the address', async () => {
            const { authToken } = workspace.login('jean');
            for (const name of ['access_token', 'token', 'authToken']) {
                const reply = await post(rpc('tools/list'), login, `${workspace.mcpUrl}?${name}=${authToken}`);
                expect(reply.status).toBe(401);
            }
        });

        it('before it looks at the body', async () => {
            expect((await post({ not: 'rpc' })).status).toBe(401);
        });
    });

    describe('speaks POST only', () => {
        it.each(['GET', 'DELETE', 'PUT', 'PATCH', 'HEAD'])(
            'and answers 405 to %s, naming what is allowed',
            async (method) => {
                for (const url of [workspace.mcpUrl, `${workspace.mcpUrl}/readonly`, `${workspace.mcpUrl}/room/x`]) {
                    const reply = await workspace.request(url, { method, headers: login });
                    expect(reply.status).toBe(405);
                    expect(reply.headers.get('allow')).toBe('POST, OPTIONS');
                }
            },
        );

        it('and tells the pages of its own origin in a preflight that they may', async () => {
            const origin = workspace.baseUrls[0]!;
            const reply = await workspace.request(workspace.mcpUrl, { method: 'OPTIONS', headers: { origin } });
            expect(reply.status).toBe(204);
            expect(reply.headers.get('access-control-allow-origin')).toBe(origin);
            expect(reply.headers.get('access-control-allow-methods')).toContain('POST');
            expect(reply.headers.get('access-control-allow-headers')).toMatch(/authorization.*mcp-protocol-version/);
        });

        it.each(['https://evil.example', 'null', 'file://', 'http://localhost.evil.example'])(
            'and refuses pages of %s',
            async (origin) => {
                for (const method of ['POST', 'OPTIONS']) {
                    const reply = await workspace.request(workspace.mcpUrl, {
                        method,
                        headers: { ...login, origin, 'content-type': 'application/json' },
                        ...(method === 'POST' ? { body: JSON.stringify(rpc('tools/list')) } : {}),
                    });
                    expect(reply.status).toBe(403);
                    expect(reply.headers.get('access-control-allow-origin')).toBeNull();
                }
            },
        );
    });

    describe('reads the body', () => {
        it.each([
            ['an object that is no message', { hello: 'world' }],
            ['an empty object', {}],
            ['a message without a version', { id: 1, method: 'tools/list' }],
            ['an old version', { jsonrpc: '1.0', id: 1, method: 'tools/list' }],
            ['a method that is no text', { jsonrpc: '2.0', id: 1, method: 5 }],
            ['an empty batch', []],
            ['a batch of nonsense', [1, null, 'x']],
            ['a batch that is too long', Array.from({ length: 21 }, () => rpc('ping'))],
        ])('and refuses %s', async (_, body) => {
            const reply = await post(body, login);
            expect(reply.status).toBe(400);
            expect(reply.body).toMatchObject({
                jsonrpc: '2.0',
                error: { code: -32600, data: { code: 'invalid_input' } },
            });
            expect(reply.body.error.data.hint).toBeTruthy();
        });

        it('and refuses anything but JSON', async () => {
            const reply = await workspace.request(workspace.mcpUrl, {
                method: 'POST',
                headers: { ...login, 'content-type': 'text/plain' },
                body: JSON.stringify(rpc('tools/list')),
            });
            expect(reply.status).toBe(415);
        });

        it.each(['initialize', 'tools/call', 'tools/list'])(
            'and survives every shape of params for %s',
            async (method) => {
                for (const params of [
                    null,
                    5,
                    'x',
                    [],
                    { name: 5 },
                    { name: {}, arguments: [] },
                    { protocolVersion: {} },
                ]) {
                    const reply = await post({ jsonrpc: '2.0', id: 7, method, params }, login);
                    expect(reply.status).toBeLessThan(500);
                    expect(JSON.stringify(reply.body)).not.toMatch(/at .*\.(ts|js):\d+/);
                }
            },
        );
    });

    describe('in the legacy era', () => {
        it('answers in plain JSON, whatever the client accepts', async () => {
            for (const accept of [
                'application/json',
                '*/*',
                'text/event-stream',
                'application/json, text/event-stream',
            ]) {
                const reply = await post(rpc('tools/list'), { ...login, accept });
                expect(reply.status).toBe(200);
                expect(reply.headers.get('content-type')).toContain('application/json');
                expect(reply.body).toMatchObject({ jsonrpc: '2.0', id: 7, result: { tools: expect.any(Array) } });
            }
        });

        it.each(['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'])('negotiates %s', async (protocolVersion) => {
            const reply = await post(
                rpc('initialize', { protocolVersion, capabilities: {}, clientInfo: { name: 't', version: '1' } }),
                login,
            );
            expect(reply.body.result).toMatchObject({
                protocolVersion,
                capabilities: { tools: { listChanged: false } },
                instructions: expect.stringContaining('Rocket.Chat'),
            });
        });

        it('answers ping, accepts notifications, and does not know other methods', async () => {
            expect((await post(rpc('ping'), login)).body).toEqual({ jsonrpc: '2.0', id: 7, result: {} });
            expect((await post({ jsonrpc: '2.0', method: 'notifications/initialized' }, login)).status).toBe(202);
            const unknown = await post(rpc('no/such'), login);
            expect(unknown.body.error.code).toBe(-32601);
        });

        it('takes a batch and gives back its ids', async () => {
            const reply = await post(
                [
                    { ...rpc('ping'), id: 'a' },
                    { ...rpc('tools/list'), id: 'b' },
                ],
                login,
            );
            expect(reply.body.map(({ id }: { id: string }) => id).sort()).toEqual(['a', 'b']);
        });

        it('refuses an unknown tool and an unknown protocol version', async () => {
            const tool = await post(rpc('tools/call', { name: 'no_such_tool', arguments: {} }), login);
            expect(tool.body.error).toMatchObject({ code: -32602, message: expect.stringContaining('no_such_tool') });
            const version = await post(rpc('tools/list'), { ...login, 'mcp-protocol-version': '1999-01-01' });
            expect(version.status).toBe(400);
        });
    });

    describe('in the current era', () => {
        it('discovers without a handshake, cacheable in private', async () => {
            const reply = await post(...modern('server/discover'));
            expect(reply.body.result).toMatchObject({
                supportedVersions: ['2026-07-28'],
                capabilities: { tools: { listChanged: false } },
                instructions: expect.stringContaining('Rocket.Chat'),
                cacheScope: 'private',
                ttlMs: expect.any(Number),
                resultType: 'complete',
            });
        });

        it('lists tools in the same order each time', async () => {
            const [one, two] = [await post(...modern('tools/list')), await post(...modern('tools/list'))];
            expect(one.body.result.tools).toEqual(two.body.result.tools);
            expect(one.body.result).toMatchObject({ cacheScope: 'private', ttlMs: expect.any(Number) });
        });

        it('answers 404 to an unknown method', async () => {
            const reply = await post(...modern('no/such'));
            expect(reply.status).toBe(404);
            expect(reply.body.error.code).toBe(-32601);
        });

        it('holds header and body to each other', async () => {
            const [body, headers] = modern('tools/list');
            const reply = await post(body, { ...headers, 'mcp-method': 'tools/call' });
            expect(reply.status).toBe(400);
            expect(reply.body.error.code).toBe(-32020);
        });

        it('names the versions it knows when asked for another', async () => {
            const [body, headers] = modern('tools/list');
            const other = { ...META, 'io.modelcontextprotocol/protocolVersion': '2031-01-01' };
            const reply = await post(
                { ...body, params: { _meta: other } },
                { ...headers, 'mcp-protocol-version': '2031-01-01' },
            );
            expect(reply.status).toBe(400);
            expect(reply.body.error).toMatchObject({ code: -32022, data: { supported: ['2026-07-28'] } });
        });

        it('ends a subscription at once, since nothing can be pushed', async () => {
            const reply = await post(...modern('subscriptions/listen', { notifications: { toolsListChanged: true } }));
            expect(reply.headers.get('content-type')).toContain('text/event-stream');
            expect(reply.body).toContain('notifications/subscriptions/acknowledged');
            expect(reply.body).toContain('"resultType":"complete"');
        });
    });

    it('matches ids under many calls at once', async () => {
        const ids = Array.from({ length: 20 }, (_, index) => `call-${index}`);
        const replies = await Promise.all(
            ids.map((id) => post({ ...rpc('tools/call', { name: 'list_rooms', arguments: { limit: 2 } }), id }, login)),
        );
        expect(replies.map(({ body }) => body.id)).toEqual(ids);
        expect(replies.every(({ body }) => body.result.structuredContent.rooms.length === 2)).toBe(true);
    });

    it('shows its health to anyone, its condition to admins, and nothing else', async () => {
        const url = workspace.mcpUrl.replace(/mcp$/, 'health');
        expect((await workspace.request(url)).body).toEqual({ status: 'ok' });
        expect((await workspace.request(url, { headers: workspace.headersOf('ana.dev') })).body).toEqual({
            status: 'ok',
        });
        expect((await workspace.request(url, { headers: workspace.headersOf('admin') })).body).toMatchObject({
            status: 'ok',
            missingPermissions: [],
        });
        expect((await workspace.request(url, { method: 'DELETE' })).status).toBe(405);
    });
});
