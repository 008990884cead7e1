import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createForkedEngine } from '../../dev/workspace/engine';
import type { ApiCall, EngineInstance } from '../../dev/workspace/ports';
import { APP_ID, buildTestApp, isAlive, PERMISSIONS } from './engine-fixture';
import { MemoryServer } from './engine-memory-server';

const HOUR_MS = 3_600_000;
const RUNTIME_LIMIT_MS = 2_000;

const server = new MemoryServer();
const [ann, bob] = server.users;
let engine: EngineInstance;

const call = (path: string, more: Partial<ApiCall> = {}) =>
    engine.callApi({
        visibility: 'public',
        appId: APP_ID,
        path,
        method: 'POST',
        headers: {},
        query: {},
        content: {},
        user: null,
        ...more,
    });

/** What the app's probe of this name found: `{ result }` or `{ error }`. */
async function probe(name: string, content: object = {}): Promise<{ result?: unknown; error?: string }> {
    const reply = await call(`probe/${name}`, { content });
    return reply?.content as { result?: unknown; error?: string };
}

/** Events are not waited for by those who raise them. */
async function remembered(id: string): Promise<unknown> {
    for (let attempt = 0; attempt < 50; attempt += 1) {
        const { result } = await probe('remembered', { id });
        const [record] = result as unknown[];
        if (record) {
            return record;
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`The app has not remembered "${id}".`);
}

beforeAll(async () => {
    process.env.APPS_ENGINE_RUNTIME_TIMEOUT = String(RUNTIME_LIMIT_MS);
    engine = createForkedEngine(0, server.port(0));
    await engine.start();
    const { app, failed } = await engine.installApp(buildTestApp(), PERMISSIONS, 'ann');
    expect([app?.status, failed]).toEqual(['manually_enabled', undefined]);
});

/** Stopped while a restart is under way, which is when a process could be left behind. */
afterAll(async () => {
    const pids = await engine.killSandboxes();
    pids.push(...(await engine.sandboxPids()));
    await engine.stop();
    expect(pids.filter(isAlive)).toEqual([]);
});

describe('an endpoint', () => {
    test('gets the whole request and its status, headers and content are passed on untouched', async () => {
        const more = { method: 'GET', headers: { 'x-auth-token': 'secret' }, query: { q: ['1'] }, user: bob! };
        expect(await call('echo', more)).toEqual({
            status: 200,
            headers: { 'x-test': 'yes', 'content-type': 'text/plain' },
            content: expect.objectContaining({
                method: 'get',
                headers: { 'x-auth-token': 'secret' },
                query: { q: ['1'] },
                user: expect.objectContaining({ id: 'bob', emails: bob!.emails }),
            }),
        });
    });

    test('has each of its calls logged with headers and body', async () => {
        await call('echo', { method: 'GET', headers: { authorization: 'Bearer seen' } });
        expect(JSON.stringify(server.logs.at(-1))).toContain('Bearer seen');
    });

    test('does not exist at another path or for another app', async () => {
        expect(await call('nothing')).toBeNull();
        expect(await call('echo', { appId: 'other' })).toBeNull();
    });

    test('answers 500 with the bare message when the verb is missing, it throws, or it returns nothing', async () => {
        expect(await call('echo')).toEqual({ status: 500, headers: {}, content: "echo's post not exists" });
        expect(await call('echo', { method: 'PUT' })).toMatchObject({ status: 500, content: 'this app fails' });
        const nothing = await call('echo', { method: 'PATCH' });
        expect(nothing).toMatchObject({ status: 500, content: expect.stringContaining('Cannot destructure') });
    });

    test("answers 500 after the runtime's limit, while other calls go on", async () => {
        const slow = call('echo', { method: 'DELETE' });
        expect(await call('echo', { method: 'GET' })).toMatchObject({ status: 200 });
        const expected = expect.stringContaining(`timed out after ${RUNTIME_LIMIT_MS}ms`);
        expect(await slow).toMatchObject({ status: 500, content: expected });
    });

    test('that wants a user answers 401 without one', async () => {
        expect(await call('own', { method: 'GET' })).toMatchObject({ status: 401, content: 'Unauthorized' });
        expect(await call('own', { method: 'GET', user: bob! })).toMatchObject({ content: { username: 'bob' } });
    });
});

describe('what an app reads and writes', () => {
    test('missing permissions and missing things are null, not errors', async () => {
        expect(await probe('role')).toEqual({ result: null });
        expect(await probe('room', { id: 'nothing' })).toEqual({ result: null });
    });

    test('lists of messages take a limit of 0, and refuse one above 100 and other sort keys', async () => {
        await probe('messages', { id: 'r1', options: { limit: 0, sort: { createdAt: 'desc' } } });
        expect(server.calls.at(-1)).toMatchObject(['r1', { limit: 0, skip: 0, sort: { ts: -1 } }]);
        const { error } = await probe('messages', { id: 'r1', options: { limit: 101 } });
        expect(error).toContain('Expected number <= 100');
        expect(await probe('messages', { id: 'r1', options: { sort: { id: 'asc' } } })).toHaveProperty('error');
    });

    test('an invalid date becomes 1970 on its way', async () => {
        const { result } = await probe('message', { id: 'reply' });
        expect(result).toMatchObject({ attachments: [{ timestamp: new Date(0) }] });
    });

    test('all rooms, members and the rooms of a person can be read', async () => {
        expect(await probe('allRooms')).toMatchObject({ result: [{ id: 'r1' }, { id: 'r2', parentRoomId: 'r1' }] });
        expect(await probe('members', { id: 'r1' })).toMatchObject({ result: [{ id: 'ann' }, { id: 'bob' }] });
        expect(await probe('userRooms', { id: 'ann' })).toEqual({ result: ['r1', 'r2'] });
    });

    test('a message is sent as the person the app names, and what the server refuses is thrown in the app', async () => {
        const sent = await probe('send', { room: 'r1', sender: 'ann', text: 'hello' });
        expect(sent).toEqual({ result: 'new-message' });
        expect(server.sent.at(-1)).toMatchObject({ senderId: 'ann', message: { rid: 'r1', msg: 'hello' } });
        expect(await probe('send', { room: 'r1', sender: 'bob', text: 'x' })).toEqual({ error: 'error-not-allowed' });
    });

    test('an edit carries only what changed, and a reaction its user', async () => {
        await probe('edit', { id: 'root', editor: 'bob', text: 'new' });
        expect(server.calls.at(-1)).toEqual(['root', { msg: 'new' }, 'bob']);
        await probe('react', { id: 'root', user: 'bob' });
        expect(server.calls.at(-1)).toEqual(['root', 'bob', ':tada:', true]);
    });

    test('records cannot be updated by their id', async () => {
        expect(await probe('updateById')).toEqual({ error: 'Not implemented.' });
    });

    test('secret and hidden server settings and most environment variables throw', async () => {
        expect(await probe('serverSetting', { id: 'Site_Url' })).toEqual({ result: 'http://localhost' });
        for (const id of ['Secret', 'Hidden']) {
            expect(await probe('serverSetting', { id })).toEqual({ error: `The setting "${id}" is not readable.` });
        }
        expect(await probe('environment', { name: 'NODE_ENV' })).toEqual({ result: 'development' });
        expect(await probe('environment', { name: 'PATH' })).toHaveProperty('error');
    });

    test('a file is read whole, and a new one is stored for its user', async () => {
        const { result } = await probe('file', { id: 'f1' });
        const expected = { id: 'f1', room: { id: 'r1' }, user: { id: 'ann' }, url: '/file-upload/f1/plan.txt' };
        expect(result).toMatchObject({ text: 'the plan', upload: expected });
        expect(await probe('file', { id: 'nothing' })).toHaveProperty('error');
        const stored = await probe('upload', { room: 'r1', user: 'bob', text: 'new words' });
        expect(stored).toMatchObject({ result: { id: 'f2', name: 'new.txt', user: { id: 'bob' } } });
        expect(server.uploads.at(-1)!.data.toString()).toBe('new words');
    });

    test('a surface is delivered to its user with the trigger it was opened by', async () => {
        await probe('surface', { user: 'bob', triggerId: 't3' });
        const expected = { userId: 'bob', kind: 'surface', action: 'modal.open', triggerId: 't3', appId: APP_ID };
        expect(server.deliveries.at(-1)).toMatchObject({ ...expected, view: { id: 'v1', title: { text: 'Hi' } } });
    });

    test('what this workspace does not have says so', async () => {
        expect(await probe('email')).toEqual({ error: 'This is not available in this workspace.' });
    });

    test('a request of its own really leaves, parameters of a bodiless post becoming a form', async () => {
        const seen: string[] = [];
        const web = createServer((request, response) => {
            request.on('data', (chunk: Buffer) => seen.push(String(request.headers['content-type']), chunk.toString()));
            request.on('end', () => response.setHeader('content-type', 'application/json').end('{"ok":true}'));
        });
        await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
        const url = `http://127.0.0.1:${(web.address() as AddressInfo).port}/hook`;
        const { result } = await probe('http', { url, options: { params: { a: 'b c' } } });
        web.close();
        expect(result).toMatchObject({ statusCode: 200, data: { ok: true }, content: '{"ok":true}' });
        expect(seen).toEqual(['application/x-www-form-urlencoded', 'a=b+c']);
    });
});

describe('what reaches an app by itself', () => {
    test('a sent message, with full room and sender', async () => {
        await engine.emit({ name: 'IPostMessageSent', message: server.messages[0]! });
        expect(await remembered('sent')).toMatchObject({ id: 'root', sender: { id: 'ann' }, room: { id: 'r1' } });
    });

    test('a deleted message, with its text and who deleted it', async () => {
        await engine.emit({ name: 'IPostMessageDeleted', message: server.messages[0]!, user: bob! });
        const expected = { text: 'text of root', context: { message: { id: 'root' }, user: { id: 'bob' } } };
        expect(await remembered('deleted')).toMatchObject(expected);
    });

    test('a changed status', async () => {
        const change = { currentStatus: 'away', previousStatus: 'online' };
        await engine.emit({ name: 'IPostUserStatusChanged', user: ann!, ...change });
        expect(await remembered('status')).toMatchObject({ user: { id: 'ann' }, ...change });
    });

    test('a slash command, answered in private', async () => {
        const place = { user: ann!, room: server.rooms[0]!, threadId: 'root', triggerId: 't1' };
        expect(await engine.commandExists('Whisper')).toBe(true);
        await engine.runCommand({ command: 'whisper', params: 'say "a b"', ...place });
        expect(server.deliveries.at(-1)).toMatchObject({
            userId: 'ann',
            kind: 'ephemeral',
            message: { rid: 'r1', msg: '[["say","a b"],"root","t1"]', u: { username: 'engine-test.bot' } },
        });
    });

    test('a pressed button, with the room and message the client named', async () => {
        const answer = await engine.interact({
            appId: APP_ID,
            type: 'blockAction',
            actionId: 'press',
            triggerId: 't2',
            payload: { blockId: 'b', value: 'v' },
            container: { type: 'message', id: 'root' },
            user: bob!,
            room: server.rooms[0]!,
            message: server.messages[0]!,
        });
        const seen = { username: 'bob', room: 'room-r1', text: 'text of root', value: 'v', actionId: 'press' };
        expect(answer).toMatchObject({ success: true, seen: { ...seen, triggerId: 't2' } });
    });

    test('a due job, with its data and id; a failing one rejects', async () => {
        const job = {
            _id: 'j1',
            appId: APP_ID,
            name: `digest_${APP_ID}`,
            processorId: 'digest',
            type: 'normal' as const,
            nextRunAt: null,
            lockedAt: null,
        };
        await engine.runJob({ ...job, data: { x: 1 } });
        expect(await remembered('job')).toEqual({ x: 1, jobId: 'j1' });
        await expect(engine.runJob({ ...job, data: { fail: true } })).rejects.toThrow('Internal error');
        await expect(engine.runJob({ ...job, name: 'other', data: {} })).rejects.toThrow('No processor');
    });

    test('a job it schedules carries its app in name and data', async () => {
        expect(await probe('schedule')).toEqual({ result: 'job-1' });
        const expected = { name: `digest_${APP_ID}`, processorId: 'digest', data: { asked: true, appId: APP_ID } };
        expect(server.jobs.at(-1)).toMatchObject(expected);
    });

    test('a saved setting', async () => {
        await engine.setSetting(APP_ID, 'greeting', 'ciao');
        expect(await probe('ownSetting')).toEqual({ result: 'ciao' });
        expect(await engine.getSettings(APP_ID)).toMatchObject({ greeting: { value: 'ciao', packageValue: 'hello' } });
        expect(JSON.stringify(server.logs)).toContain('setting updated');
    });
});

describe('an app', () => {
    test('that cannot be read or fails to load is refused, and changes nothing', async () => {
        const { app, failed } = await engine.installApp(Buffer.from('no zip'), PERMISSIONS, 'ann');
        expect([app, failed?.errorType]).toEqual([null, 'app_file_error']);
        const again = await engine.installApp(buildTestApp(), PERMISSIONS, 'ann');
        expect(again.failed?.errorType).toBe('compiler');
        expect(await call('echo', { method: 'GET' })).toMatchObject({ status: 200 });
    });

    test('has no endpoints while it is disabled, and has them back afterwards', async () => {
        expect(await engine.changeStatus(APP_ID, 'manually_disabled')).toBe('manually_disabled');
        expect(await call('echo', { method: 'GET' })).toBeNull();
        expect(await engine.changeStatus(APP_ID, 'manually_enabled')).toBe('manually_enabled');
        expect(await call('echo', { method: 'GET' })).toMatchObject({ status: 200 });
    });

    test('is updated in place and keeps its settings', async () => {
        const { app } = await engine.updateApp(APP_ID, buildTestApp('1.0.1'), PERMISSIONS, 'ann');
        expect(app).toMatchObject({ version: '1.0.1', status: 'manually_enabled' });
        expect(await probe('ownSetting')).toEqual({ result: 'ciao' });
        expect(await engine.getApp(APP_ID)).toMatchObject({ version: '1.0.1', permissionsGranted: PERMISSIONS });
        expect(await engine.appApis(APP_ID)).toHaveLength(3);
    });

    test("lives by the workspace's clock, also after its sandbox was killed", async () => {
        await engine.setClockOffset(HOUR_MS);
        expect(await offsetSeen()).toBeCloseTo(1, 1);
        await engine.killSandboxes();
        await firstAnswer();
        expect(await offsetSeen()).toBeCloseTo(1, 1);
        await engine.setClockOffset(0);
        expect(await offsetSeen()).toBeCloseTo(0, 1);
    });

    test('answers again within a second after its sandbox was killed', async () => {
        const [before] = await engine.sandboxPids();
        const start = performance.now();
        expect(await engine.killSandboxes()).toEqual([before]);
        await firstAnswer();
        expect(performance.now() - start).toBeLessThan(1_000);
        expect(await engine.sandboxPids()).not.toContain(before);
    });
});

async function offsetSeen(): Promise<number> {
    const { result } = await probe('now');
    const { now, date, isDate } = result as { now: number; date: Date; isDate: boolean };
    expect(isDate).toBe(true);
    expect(Math.abs(date.getTime() - now)).toBeLessThan(50);
    return (now - Date.now()) / HOUR_MS;
}

/** Calls until the app answers, as a client that tries again does. */
async function firstAnswer(): Promise<void> {
    while ((await call('echo', { method: 'GET' }))?.status !== 200) {
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
}
