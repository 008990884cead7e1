import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { isAlive } from './engine-fixture';

interface Ready {
    baseUrls: string[];
    mcpUrls: string[];
    appId: string;
    users: Array<{ username: string; userId: string; authToken: string; password: string }>;
}

const running: ChildProcess[] = [];
const SEED = [
    { user: { username: 'ana', name: 'Ana', password: 'ana' } },
    { user: { username: 'ben', name: 'Ben' } },
    { room: { name: 'one', type: 'c', members: ['ana', 'ben'] } },
    { message: { id: 'm1', room: 'one', user: 'ana', text: 'hello @ben', ts: '2026-01-05T10:00:00Z' } },
];

describe('a whole workspace', () => {
    let directory: string;
    let port: number;
    beforeEach(async () => {
        directory = fs.mkdtempSync(path.join(os.tmpdir(), 'workspace-'));
        fs.writeFileSync(path.join(directory, 'seed.jsonl'), SEED.map((line) => JSON.stringify(line)).join('\n'));
        port = await twoFreePorts();
    });
    afterEach(async () => {
        await Promise.all(running.splice(0).map((child) => end(child, 'SIGKILL')));
        fs.rmSync(directory, { recursive: true });
    });

    const options = (...more: string[]) => ['--port', `${port}`, '--seed', path.join(directory, 'seed.jsonl'), ...more];

    it('boots with two instances, serves the app on both, and leaves no process behind', async () => {
        const { child, ready } = await boot(options('--instances', '2'));
        expect(ready.baseUrls).toEqual([`http://127.0.0.1:${port}`, `http://127.0.0.1:${port + 1}`]);
        expect(ready.users.map(({ username }) => username)).toEqual(['ana', 'ben', 'admin']);
        const headers = headersOf(ready, 'ana');
        for (const base of ready.baseUrls) {
            const echo = await fetch(`${base}/api/apps/public/${ready.appId}/echo?a=1`, { headers });
            expect(echo.status).toBe(200);
        }
        const killed = await control(ready, 'POST', 'kill', { instance: 1 });
        expect(killed.killed).toHaveLength(1);
        const descendants = processesOf(child.pid!);
        expect(descendants.length).toBeGreaterThan(0);
        expect(await end(child, 'SIGTERM')).toBe(0);
        await new Promise((resolve) => setTimeout(resolve, 500));
        expect(descendants.filter(isAlive)).toEqual([]);
    });

    it('keeps everything over a SIGKILL, leaves the same package alone and updates another', async () => {
        const data = ['--data', path.join(directory, 'data')];
        const first = await boot(options(...data));
        const posted = await post(first.ready, 'ana', 'chat.postMessage', { channel: '#one', text: 'kept' });
        expect(posted.success).toBe(true);
        await end(first.child, 'SIGKILL');

        const second = await boot(options(...data));
        expect(second.ready.users).toEqual(first.ready.users);
        const headers = headersOf(second.ready, 'ana');
        const path_ = `${second.ready.baseUrls[0]}/api/v1/channels.history?roomName=one`;
        const history = (await (await fetch(path_, { headers })).json()) as { messages: Array<{ msg: string }> };
        expect(history.messages.map(({ msg }) => msg)).toEqual(['kept', 'hello @ben']);
        await end(second.child, 'SIGTERM');

        const third = await boot(options(...data), { TEST_APP_VERSION: '1.0.1' });
        const admin = headersOf(third.ready, 'admin');
        const app = await fetch(`${third.ready.baseUrls[0]}/api/apps/${third.ready.appId}`, { headers: admin });
        expect(await app.json()).toMatchObject({ app: { version: '1.0.1', status: 'manually_enabled' } });
    });

    it('says what is wrong when its port is taken', async () => {
        const taken = net.createServer().listen(port, '127.0.0.1');
        const { child, errors } = start(options());
        const code = await new Promise((resolve) => child.once('exit', resolve));
        expect(errors()).toContain(`Port ${port} is in use`);
        expect(code).toBe(1);
        taken.close();
    });
});

function start(args: string[], env: Record<string, string> = {}) {
    const child = spawn(process.execPath, ['--import', 'tsx', path.join(__dirname, 'boot.ts'), ...args], {
        // With NODE_ENV=test the engine checks no permissions.
        env: { ...process.env, NODE_ENV: 'development', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.push(child);
    let text = '';
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
    return { child, errors: () => text };
}

async function boot(args: string[], env?: Record<string, string>): Promise<{ child: ChildProcess; ready: Ready }> {
    const { child, errors } = start(args, env);
    for await (const line of readline.createInterface({ input: child.stdout })) {
        if (line.startsWith('READY ')) return { child, ready: JSON.parse(line.slice(6)) as Ready };
    }
    throw new Error(`the workspace did not start: ${errors()}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill(signal);
    return exit;
}

function headersOf({ users }: Ready, username: string): Record<string, string> {
    const { userId, authToken } = users.find((user) => user.username === username)!;
    return { 'X-User-Id': userId, 'X-Auth-Token': authToken, 'content-type': 'application/json' };
}

async function post(ready: Ready, username: string, route: string, body: object): Promise<{ success: boolean }> {
    const init = { method: 'POST', headers: headersOf(ready, username), body: JSON.stringify(body) };
    return (await fetch(`${ready.baseUrls[0]}/api/v1/${route}`, init)).json() as Promise<{ success: boolean }>;
}

async function control(ready: Ready, method: string, name: string, body: object): Promise<Record<string, unknown>> {
    const init = { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return (await fetch(`${ready.baseUrls[0]}/_workspace/${name}`, init)).json() as Promise<Record<string, unknown>>;
}

/** The ids of all processes below one, by way of /proc. */
function processesOf(pid: number): number[] {
    const tasks = `/proc/${pid}/task/${pid}/children`;
    const children = fs.readFileSync(tasks, 'utf8').trim().split(/\s+/).filter(Boolean).map(Number);
    return children.flatMap((child) => [child, ...processesOf(child)]);
}

async function twoFreePorts(): Promise<number> {
    for (;;) {
        const first = await freePort(0);
        if ((await freePort(first + 1).catch(() => undefined)) !== undefined) return first;
    }
}

async function freePort(wanted: number): Promise<number> {
    const probe = net.createServer();
    await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(wanted, '127.0.0.1', resolve));
    const { port } = probe.address() as net.AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    return port;
}
