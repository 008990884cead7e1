import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EngineInstance, ServerPort } from '../ports';
import { RemoteCalls } from './remote';

/**
 * An engine in a process of its own, which runs TypeScript like this one. When that process dies unasked, the death is
 * reported on the console, and every call waiting for it or made later is rejected.
 */
export function createForkedEngine(index: number, port: ServerPort): EngineInstance {
    const { NODE_ENV } = process.env;
    const child = fork(path.join(__dirname, 'child.ts'), [String(index)], {
        execArgv: ['--import', pathToFileURL(require.resolve('tsx')).href],
        serialization: 'advanced',
        // The engine checks no permissions under "test", so a test's engines run as anything else.
        env: { ...process.env, NODE_ENV: NODE_ENV === 'test' ? 'development' : NODE_ENV },
    });
    const calls = new RemoteCalls(child, port);
    let stopping = false;
    child.once('exit', (code, signal) => {
        const reason = new Error(`The engine of instance ${index} has ended (${signal ?? `code ${code}`}).`);
        calls.end(reason);
        if (!stopping) {
            console.error(reason.message);
        }
    });

    const engine = calls.stub<EngineInstance>(['engine']);
    const own = {
        index,
        async stop() {
            stopping = true;
            if (child.exitCode === null && child.signalCode === null) {
                await engine.stop();
                const exit = once(child, 'exit');
                child.disconnect();
                await exit;
            }
        },
    };
    return new Proxy(engine, {
        get: (target, name) => (name in own ? own[name as keyof typeof own] : Reflect.get(target, name)),
    });
}
