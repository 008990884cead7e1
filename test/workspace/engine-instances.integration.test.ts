import childProcess, { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createForkedEngine, createLocalEngine } from '../../dev/workspace/engine';
import type { EngineInstance } from '../../dev/workspace/ports';
import { APP_ID, buildTestApp, isAlive, PERMISSIONS } from './engine-fixture';
import { MemoryServer } from './engine-memory-server';

const ROOT = path.join(__dirname, '../..');

describe('two instances over one server', () => {
    const server = new MemoryServer();
    const engines: EngineInstance[] = [];
    const [first, second] = [0, 1].map((index) => () => engines[index]!) as [
        () => EngineInstance,
        () => EngineInstance,
    ];

    beforeAll(async () => {
        for (const index of [0, 1]) {
            engines.push(server.join(createForkedEngine(index, server.port(index))));
        }
        await Promise.all(engines.map((engine) => engine.start()));
        await first().installApp(buildTestApp(), PERMISSIONS, 'ann');
    });

    afterAll(async () => {
        await Promise.all(engines.map((engine) => engine.stop()));
    });

    const probe = async (engine: EngineInstance, name: string, content: object = {}) => {
        const reply = await engine.callApi({
            visibility: 'public',
            appId: APP_ID,
            path: `probe/${name}`,
            method: 'post',
            headers: {},
            query: {},
            content,
            user: null,
        });
        return reply?.content;
    };

    test('an app installed on one runs on both, each in its own process, as one user', async () => {
        expect(await second().listApps()).toMatchObject([{ id: APP_ID, status: 'manually_enabled' }]);
        const pids = await Promise.all(engines.map((engine) => engine.sandboxPids()));
        expect(new Set(pids.flat()).size).toBe(2);
        expect(server.users.filter(({ appId }) => appId === APP_ID)).toHaveLength(1);
    });

    test('what an app wrote on one it reads on the other, while an event reaches only one', async () => {
        await first().emit({ name: 'IPostMessageSent', message: server.messages[0]! });
        const remembered = () => probe(second(), 'remembered', { id: 'sent' });
        while (JSON.stringify(await remembered()) === '{"result":[]}') {
            await new Promise((resolve) => setTimeout(resolve, 20));
        }
        expect(await remembered()).toMatchObject({ result: [{ id: 'root' }] });
        const handled = server.logs.filter(({ method }) => method === 'app:executePostMessageSent');
        expect(handled).toHaveLength(1);
    });

    test('a setting saved on one holds on the other, where the app is told too', async () => {
        const told = server.logs.filter((entry) => JSON.stringify(entry).includes('setting updated')).length;
        await first().setSetting(APP_ID, 'greeting', 'ciao');
        await eventually(async () => expect(await probe(second(), 'ownSetting')).toEqual({ result: 'ciao' }));
        await eventually(() => {
            const now = server.logs.filter((entry) => JSON.stringify(entry).includes('setting updated')).length;
            expect(now - told).toBe(2);
        });
    });

    test('disabling, enabling and updating on one does the same on the other', async () => {
        await first().changeStatus(APP_ID, 'manually_disabled');
        expect(await second().getApp(APP_ID)).toMatchObject({ status: 'manually_disabled' });
        expect(await probe(second(), 'now')).toBeUndefined();
        await second().changeStatus(APP_ID, 'manually_enabled');
        expect(await probe(first(), 'now')).toHaveProperty('result');
        await second().updateApp(APP_ID, buildTestApp('1.0.1'), PERMISSIONS, 'ann');
        expect(await first().getApp(APP_ID)).toMatchObject({ version: '1.0.1', status: 'manually_enabled' });
        expect(await probe(first(), 'ownSetting')).toEqual({ result: 'ciao' });
    });

    test('an instance that starts late runs what is installed', async () => {
        const late = createForkedEngine(2, server.port(2));
        await late.start();
        expect(await probe(late, 'ownSetting')).toEqual({ result: 'ciao' });
        await late.stop();
    });

    test('an app removed on one is gone on both', async () => {
        await first().removeApp(APP_ID, 'ann');
        expect(await second().listApps()).toEqual([]);
        expect([server.apps.size, server.sources.size, server.records.length]).toEqual([0, 0, 0]);
        expect(await Promise.all(engines.map((engine) => engine.sandboxPids()))).toEqual([[], []]);
    });
});

describe('the processes of an engine', () => {
    test('are refused where the engine would check no permissions', () => {
        expect(() => createLocalEngine(0, new MemoryServer().port(0))).toThrow('NODE_ENV=test');
    });

    test('do not outlive a killed parent, even if the app keeps itself busy', async () => {
        const parent = spawn(process.execPath, ['--import', 'tsx', path.join(__dirname, 'engine-app/parent.ts')], {
            cwd: ROOT,
            env: { ...process.env, NODE_ENV: 'development' },
            stdio: ['ignore', 'pipe', 'inherit'],
        });
        let pids: number[] = [];
        for await (const line of createInterface(parent.stdout)) {
            if (line.startsWith('PIDS ')) {
                pids = JSON.parse(line.slice('PIDS '.length)) as number[];
                break;
            }
        }
        expect(pids.map(isAlive)).toEqual([true, true]);
        parent.kill('SIGKILL');
        await once(parent, 'exit');
        await eventually(() => expect(pids.map(isAlive)).toEqual([false, false]));
    });

    test('reject their callers when the forked one dies', async () => {
        const fork = jest.spyOn(childProcess, 'fork');
        const report = jest.spyOn(console, 'error').mockReturnValue();
        const engine = createForkedEngine(0, new MemoryServer().port(0));
        const started = engine.start();
        (fork.mock.results[0]!.value as ChildProcess).kill('SIGKILL');
        await expect(started).rejects.toThrow('The engine of instance 0 has ended (SIGKILL).');
        await expect(engine.listApps()).rejects.toThrow('has ended');
        expect(report).toHaveBeenCalledWith('The engine of instance 0 has ended (SIGKILL).');
        await engine.stop();
    });
});

async function eventually(check: () => void | Promise<void>): Promise<void> {
    for (let attempt = 0; attempt < 100; attempt += 1) {
        try {
            return await check();
        } catch {
            await new Promise((resolve) => setTimeout(resolve, 20));
        }
    }
    return check();
}
