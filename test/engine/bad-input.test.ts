import { connect, type TestClient } from '../harness/clients';
import { RunningWorkspace } from '../harness/running-workspace';

const MEGABYTE = 'x'.repeat(1_000_000);
const LONG = 'x'.repeat(90_000);

/** Arguments that are fine, per tool; each case below spoils one of them. */
const good: Record<string, Record<string, unknown>> = {
    list_rooms: {},
    get_messages: { room: '#engineering' },
    get_thread: { thread: 'engMentionThread0' },
    send_message: { room: '#engineering', text: 'hello', dryRun: true },
};

const wrong = [null, 5, -1, true, 'x', '', [], {}, ['#engineering'], { id: 'x' }, 1e99, 1.5];

const cases: Array<[tool: string, field: string, values: unknown[]]> = [
    ['list_rooms', 'query', [5, '', null, [], LONG]],
    ['list_rooms', 'type', ['room', 'c', 5, null]],
    ['list_rooms', 'unread', ['yes', 1, null]],
    ['list_rooms', 'archived', ['no', 0, {}]],
    ['list_rooms', 'limit', [0, -1, 201, 1.5, '10', null, 1e99]],
    ['list_rooms', 'cursor', [5, '', null, LONG]],
    ['get_messages', 'room', [undefined, 5, '', null, [], {}, LONG]],
    ['get_messages', 'before', [5, '', null, {}, LONG]],
    ['get_messages', 'after', [5, '', null, {}, LONG]],
    ['get_messages', 'limit', [0, -1, 101, 1.5, '10', null]],
    ['get_thread', 'thread', [undefined, 5, '', null, [], LONG]],
    ['get_thread', 'order', ['up', 5, null]],
    ['get_thread', 'limit', [0, 201, '5']],
    ['send_message', 'room', [5, '', null, LONG]],
    ['send_message', 'text', [undefined, 5, '', null, [], LONG]],
    ['send_message', 'thread', [5, '', null, LONG]],
    ['send_message', 'idempotencyKey', [5, 'short', null, LONG]],
    ['send_message', 'dryRun', ['yes', 1, null]],
];

describe('bad input', () => {
    let workspace: RunningWorkspace;
    let client: TestClient;

    beforeAll(async () => {
        workspace = await RunningWorkspace.start();
        await workspace.rest('admin', `apps/${workspace.appId}/settings`, {
            settings: [{ id: 'write_mode', value: 'allow' }],
        });
        client = await connect(workspace.mcpUrl, workspace.headersOf('jean'));
    });
    afterAll(async () => {
        await client?.close();
        await workspace.stop();
    });

    it('is told apart from good input', async () => {
        for (const [tool, args] of Object.entries(good)) {
            expect((await client.call(tool, args)).error).toBeUndefined();
        }
    });

    it.each(cases)('in %s %s is named, with a hint', async (tool, field, values) => {
        for (const value of values) {
            const { error } = await client.call(tool, { ...good[tool], [field]: value });
            expect(error).toMatchObject({
                code: 'invalid_input',
                field,
                hint: expect.any(String),
                requestId: expect.any(String),
            });
            expect(error!.message.length).toBeLessThan(400);
        }
    });

    it.each(Object.keys(good))('to %s with an argument it does not know is named too', async (tool) => {
        const { error } = await client.call(tool, { ...good[tool], verbose: true });
        expect(error).toMatchObject({ code: 'invalid_input', field: 'verbose', hint: expect.stringContaining(tool) });
    });

    it.each(Object.keys(good))('to %s never ends in a fault of ours, whatever stands where', async (tool) => {
        const fields = cases.filter(([name]) => name === tool).map(([, field]) => field);
        for (const field of fields) {
            for (const value of wrong) {
                const { error } = await client.call(tool, { ...good[tool], [field]: value });
                expect(error?.code).not.toBe('internal');
            }
        }
    });

    it('of a megabyte is turned away by the host before it reaches the app', async () => {
        const reply = await workspace.request(workspace.mcpUrl, {
            method: 'POST',
            headers: { ...workspace.headersOf('jean'), 'content-type': 'application/json' },
            body: JSON.stringify({
                jsonrpc: '2.0',
                id: 1,
                method: 'tools/call',
                params: { name: 'get_messages', arguments: { room: MEGABYTE } },
            }),
        });
        expect(reply.status).toBe(413);
    });

    it.each([
        ['a link of another server', 'https://other.example.com/channel/general', 'foreign_link'],
        ['a link to no room', '/home', 'invalid_input'],
        ['a link to an unknown room', '/channel/no-such-room', 'room_not_found'],
        ['an unknown room', 'no-such-room', 'room_not_found'],
        ['an unknown person', '@no.such.person', 'room_not_found'],
        ['a query for a store', '{"$ne":null}', 'room_not_found'],
        ['a path', '../../etc/passwd', 'room_not_found'],
    ])('that is %s is refused as such', async (_, reference, code) => {
        const room = reference.startsWith('/') ? `${workspace.baseUrls[0]}${reference}` : reference;
        for (const [tool, args] of [
            ['get_messages', { room }],
            ['send_message', { ...good.send_message, room }],
        ] as const) {
            const { error } = await client.call(tool, args);
            expect(error).toMatchObject({ code, field: 'room', hint: expect.any(String) });
        }
    });

    it('to a thread that does not exist is refused as not found', async () => {
        for (const thread of ['no-such-message', `${workspace.baseUrls[0]}/channel/engineering?msg=nothing`]) {
            expect((await client.call('get_thread', { thread })).error).toMatchObject({
                code: 'message_not_found',
                field: 'thread',
            });
        }
    });

    it('leaves the app well', async () => {
        const health = await workspace.request(workspace.mcpUrl.replace(/mcp$/, 'health'));
        expect(health.body).toEqual({ status: 'ok' });
        expect((await client.call('list_rooms', { limit: 1 })).error).toBeUndefined();
    });
});
