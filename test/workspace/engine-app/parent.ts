/** A process with one local and one forked engine, for a test that kills it: prints the pids that must not outlive it. */
import { createForkedEngine, createLocalEngine } from '../../../dev/workspace/engine';
import { buildTestApp, PERMISSIONS } from '../engine-fixture';
import { MemoryServer } from '../engine-memory-server';

async function main(): Promise<void> {
    const server = new MemoryServer();
    const engines = [createLocalEngine(0, server.port(0)), createForkedEngine(1, server.port(1))];
    for (const engine of engines) {
        await server.join(engine).start();
    }
    await engines[0]!.installApp(buildTestApp(), PERMISSIONS, 'ann');
    const pids = await Promise.all(engines.map((engine) => engine.sandboxPids()));
    process.stdout.write(`PIDS ${JSON.stringify(pids.flat())}\n`);
}

void main();
