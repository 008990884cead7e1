import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { AppBroadcast, EngineInstance, ServerPort } from '../ports';
import type { Store } from '../store/store';
import { appLogPort, appStoragePort } from './apps';
import type { Clock } from './clock';
import { Faults } from './faults';
import { Inbox } from './inbox';
import { ROLES } from './permissions';
import { persistencePort } from './persistence';
import { serverPort } from './port';
import { Scheduler } from './scheduler';
import { declareSettings } from './settings';
import type { World } from './world';

export type EngineFactory = (index: number, port: ServerPort) => EngineInstance;

/** One workspace: the shared state, and for every instance its view of it and its engine. */
export class Server {
    readonly faults = new Faults();
    readonly inbox: Inbox;
    readonly scheduler: Scheduler;
    readonly worlds: World[];
    readonly engines: EngineInstance[];
    private readonly failures: (message: string, error: unknown) => void;

    /** `failures` hears of what apps did wrong where nobody else would. */
    constructor(
        readonly store: Store,
        readonly clock: Clock,
        instances: number,
        createEngine: EngineFactory,
        failures: (message: string, error: unknown) => void,
    ) {
        this.failures = failures;
        declareSettings(store);
        for (const role of ROLES) if (!store.roles.has(role._id)) store.roles.insert(role);
        this.inbox = new Inbox(store.subscriptions, clock.now);
        const indexes = Array.from({ length: instances }, (_, index) => index);
        this.worlds = indexes.map((index) => this.worldOf(index));
        this.scheduler = new Scheduler(
            store,
            clock,
            indexes.map((index) => (job) => this.engines[index]!.runJob(job)),
        );
        this.engines = indexes.map((index) => createEngine(index, this.portFor(index)));
        clock.onMoved(() => this.scheduler.wakeUp());
    }

    /** What the engine of an instance may ask; its events fire there, and faults may hit it. */
    portFor(index: number): ServerPort {
        const { store, clock } = this;
        const shared = {
            persistence: persistencePort(store, clock),
            apps: appStoragePort(store, clock),
            logs: appLogPort(store),
            scheduler: this.scheduler.port,
            instances: {
                keyPair: () => keyPair(store),
                broadcast: (message: AppBroadcast) => this.broadcast(index, message),
            },
        };
        return this.faults.wrap(serverPort(this.worlds[index]!, shared));
    }

    async start(): Promise<void> {
        for (const engine of this.engines) {
            await engine.start();
            await engine.setClockOffset(this.clock.offsetMilliseconds);
        }
        this.scheduler.start();
    }

    /** Moves the clock of the server and of all sandboxes, then starts what became due. */
    async advanceClock(milliseconds: number): Promise<void> {
        const offset = this.clock.offsetMilliseconds + milliseconds;
        await Promise.all(this.engines.map((engine) => engine.setClockOffset(offset)));
        this.clock.advance(milliseconds);
    }

    /** Ends the engines and closes the store, even when an engine does not end well; that failure is thrown. */
    async stop(): Promise<void> {
        this.scheduler.stop();
        const ends = await Promise.allSettled(this.engines.map((engine) => engine.stop()));
        this.store.close();
        for (const end of ends) if (end.status === 'rejected') throw end.reason;
    }

    private worldOf(index: number): World {
        return {
            store: this.store,
            clock: this.clock,
            inbox: this.inbox,
            emit: (event) =>
                this.engines[index]!.emit(event).catch((error: unknown) =>
                    this.failures(`${event.name} on instance ${index}`, error),
                ),
        };
    }

    private async broadcast(from: number, message: AppBroadcast): Promise<void> {
        const others = this.engines.filter(({ index }) => index !== from);
        await Promise.all(others.map((engine) => engine.apply(message)));
    }
}

interface KeyPair {
    privateKey: string;
    publicKey: string;
}

/** The key pair that signs app packages: made once, then kept in the store. */
async function keyPair(store: Store): Promise<KeyPair> {
    const kept = store.notes.get('key-pair')?.value as KeyPair | undefined;
    if (kept) return kept;
    const made = await promisify(generateKeyPair)('rsa', {
        modulusLength: 2048,
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
        publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    return (store.notes.get('key-pair') ?? store.notes.insert({ _id: 'key-pair', value: made })).value as KeyPair;
}
