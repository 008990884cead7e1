/** The forked half of an engine: serves its `EngineInstance` to the parent and asks the parent for the server. */
import type { ServerPort } from '../ports';
import { EngineHost } from './host';
import { RemoteCalls } from './remote';

const served: { engine?: EngineHost } = {};
const calls = new RemoteCalls(process, served);
const engine = new EngineHost(Number(process.argv[2]), calls.stub<ServerPort>());
served.engine = engine;

// As in the server: a promise of an app's event that nobody waits for must not end the process.
process.on('unhandledRejection', (reason) => console.error('Unhandled rejection:', reason));

// Ctrl-C reaches the whole process group; ending in good order is the parent's business.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => undefined);
}

// Without its parent it has no server: whatever the sandboxes are doing, they end with it.
process.on('disconnect', () => {
    void engine.sandboxPids().then((pids) => {
        pids.forEach((pid) => process.kill(pid, 'SIGKILL'));
        process.exit();
    });
});
