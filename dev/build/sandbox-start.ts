import { DenoRuntimeSubprocessController } from '@rocket.chat/apps-engine/server/runtime/deno/AppsEngineDenoRuntime';
import { createLocalEngine } from '../workspace/engine';
import { Clock } from '../workspace/server/clock';
import { Server } from '../workspace/server/server';
import { openStoreInMemory } from '../workspace/store/store';
import type { Manifest } from './manifest';

export interface SandboxStart {
    /** From handing over the script to the constructed app. */
    constructMs: number;
    /** All of it: a new Deno process, construction, `initialize`, `onEnable`. */
    startMs: number;
}

/**
 * Installs a package in the real engine and starts it a few times; returns the median times. Throws when the app does
 * not start. Cannot run under NODE_ENV=test.
 */
export async function measureSandboxStart(zip: Buffer, { id, permissions }: Manifest, runs = 5): Promise<SandboxStart> {
    const clock = new Clock();
    const server = new Server(openStoreInMemory(clock.now), clock, 1, createLocalEngine, (message, error) =>
        console.error(`${message}:`, error),
    );
    const [engine] = server.engines;
    if (!engine) {
        throw new Error('The server has no engine.');
    }
    const constructions = timeConstructions();
    const starts: number[] = [];
    try {
        await server.start();
        const userId = await server.portFor(0).users.insert({ username: 'admin' });
        await engine.installApp(zip, permissions, userId);
        for (let run = 0; run < runs; run++) {
            const start = performance.now();
            const { app, failed } = await engine.updateApp(id, zip, permissions, userId);
            if (failed || !app?.status.endsWith('_enabled')) {
                throw new Error(`The app does not start in the engine: ${failed?.errors.join('; ') ?? app?.status}`);
            }
            starts.push(performance.now() - start);
        }
    } finally {
        await server.stop();
    }
    return { constructMs: median(constructions), startMs: median(starts) };
}

/** Fills the list it returns with the time of every construction in this process from now on. */
function timeConstructions(): number[] {
    const times: number[] = [];
    const controller = DenoRuntimeSubprocessController.prototype;
    const { sendRequest } = controller;
    controller.sendRequest = async function (message, ...rest) {
        const start = performance.now();
        const result: unknown = await sendRequest.call(this, message, ...rest);
        if (message.method === 'app:construct') {
            times.push(performance.now() - start);
        }
        return result;
    };
    return times;
}

export function median(values: number[]): number {
    return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}
