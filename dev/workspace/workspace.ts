import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createForkedEngine, createLocalEngine } from './engine';
import { indexHistory } from './index-history';
import { installApp } from './install';
import type { Options } from './options';
import { populate } from './populate';
import { createFront } from './rest/front';
import type { Login } from './seeds/load';
import { Clock } from './server/clock';
import { type EngineFactory, Server } from './server/server';
import { openStoreInDirectory, openStoreInMemory } from './store/store';

const HOST = '127.0.0.1';

export interface Workspace {
    baseUrls: string[];
    mcpUrls: string[];
    appId: string;
    users: Login[];
    server: Server;
    /** Ends every subprocess and connection; resolves when none is left. */
    stop(): Promise<void>;
}

export interface Parts {
    /** The app's package. */
    buildApp: () => Promise<Buffer>;
    /** Default: the first engine in this process, every other in one of its own. */
    createEngine?: EngineFactory;
    log?: (line: string) => void;
    /** Told how to stop, as soon as there is something to stop. */
    onStoppable?: (stop: () => Promise<void>) => void;
}

const defaultEngine: EngineFactory = (index, port) =>
    index === 0 ? createLocalEngine(index, port) : createForkedEngine(index, port);

/**
 * Boots a workspace: takes the ports, opens the store, seeds it if it is new, starts the engines, installs the app.
 * When anything fails everything already started is stopped again, and the failure is thrown.
 */
export async function startWorkspace(options: Options, parts: Parts): Promise<Workspace> {
    const { buildApp, createEngine = defaultEngine, log = () => undefined } = parts;
    const handlers: http.RequestListener[] = Array.from({ length: options.instances }, () => notReady);
    const fronts = await listen(options.port, handlers);
    const baseUrls = fronts.map((front) => `http://${HOST}:${(front.address() as AddressInfo).port}`);
    let server: Server | undefined;
    const stop = async (): Promise<void> => {
        for (const front of fronts) front.closeAllConnections();
        await Promise.all(fronts.map((front) => new Promise((resolve) => front.close(resolve))));
        await server?.stop();
    };
    parts.onStoppable?.(stop);
    try {
        const building = buildApp();
        // Reported by the `await` below; without this a failure during seeding would end the process.
        building.catch(() => undefined);
        const clock = new Clock();
        const store = options.data ? openStoreInDirectory(options.data, clock.now) : openStoreInMemory(clock.now);
        server = new Server(store, clock, options.instances, createEngine, (message, error) =>
            console.error(`${message}:`, error),
        );
        store.settings.update('Site_Url', { value: baseUrls[0]! });
        const users = await timed(log, `Seeding (${options.seed})`, () => populate(server!.worlds[0]!, options.seed));
        for (const instance of handlers.keys()) {
            handlers[instance] = createFront(server, instance, { restLimit: options.restLimit });
        }
        await timed(log, 'Starting the engine', () => server!.start());
        const zip = await timed(log, 'Building the app', () => building);
        const admin = users.find(({ username }) => username === 'admin')!;
        const { id } = await timed(log, 'Installing the app', () => installApp(baseUrls[0]!, admin, zip, store));
        const progress = (percent: number) => log(`Indexing: ${percent} %`);
        await timed(log, 'Indexing the history', () => indexHistory(baseUrls[0]!, id, admin, progress));
        const mcpUrls = baseUrls.map((url) => `${url}/api/apps/public/${id}/mcp`);
        return { baseUrls, mcpUrls, appId: id, users, server, stop };
    } catch (error) {
        await stop();
        throw error;
    }
}

const notReady: http.RequestListener = (_request, response) => {
    response.writeHead(503, { 'content-type': 'text/plain', 'retry-after': '1' }).end('The workspace is starting');
};

/** Takes the ports first, so that a workspace that cannot be reached does not get to seed anything. */
async function listen(port: number, handlers: http.RequestListener[]): Promise<http.Server[]> {
    const fronts: http.Server[] = [];
    for (const index of handlers.keys()) {
        const front = http.createServer((request, response) => handlers[index]!(request, response));
        try {
            await new Promise<void>((resolve, reject) => {
                front.once('error', reject).listen(port + index, HOST, resolve);
            });
        } catch (error) {
            for (const open of fronts) open.close();
            const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
            throw isTaken ? new Error(`Port ${port + index} is in use. Choose another with --port.`) : error;
        }
        fronts.push(front);
    }
    return fronts;
}

async function timed<T>(log: (line: string) => void, step: string, run: () => Promise<T>): Promise<T> {
    const start = Date.now();
    const result = await run();
    log(`${step}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
    return result;
}
