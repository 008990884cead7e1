import type { EngineInstance, WorkspaceEvent } from '../../dev/workspace/ports';
import { Clock } from '../../dev/workspace/server/clock';
import { createRoom } from '../../dev/workspace/server/create-room';
import { Server } from '../../dev/workspace/server/server';
import { insertUser } from '../../dev/workspace/server/users';
import type { World } from '../../dev/workspace/server/world';
import type { JobDoc, MessageDoc, RoomDoc, SubscriptionDoc, UserDoc } from '../../dev/workspace/store/documents';
import { openStoreInMemory, type Store } from '../../dev/workspace/store/store';

/** An engine that runs no app: it remembers what it was told. */
export class FakeEngine {
    readonly events: WorkspaceEvent[] = [];
    readonly jobs: JobDoc[] = [];
    runJob = async (job: JobDoc): Promise<void> => void this.jobs.push(job);

    constructor(readonly index: number) {}

    start = async (): Promise<void> => undefined;
    stop = async (): Promise<void> => undefined;
    setClockOffset = async (): Promise<void> => undefined;
    apply = async (): Promise<void> => undefined;
    commandExists = async (): Promise<boolean> => false;
    callApi: EngineInstance['callApi'] = async () => null;

    emit = async (event: WorkspaceEvent): Promise<void> => void this.events.push(event);

    get eventNames(): string[] {
        return this.events.map(({ name }) => name);
    }
}

/** A server of some instances over an empty store, and shorthands for filling it. */
export class TestServer {
    readonly clock = new Clock();
    readonly store: Store;
    readonly engines: FakeEngine[] = [];
    readonly server: Server;

    constructor(instances = 1, store?: Store) {
        this.store = store ?? openStoreInMemory(this.clock.now);
        this.server = new Server(
            this.store,
            this.clock,
            instances,
            (index) => {
                const engine = new FakeEngine(index);
                this.engines.push(engine);
                return engine as unknown as EngineInstance;
            },
            (message, error) => {
                throw new Error(message, { cause: error });
            },
        );
    }

    get world(): World {
        return this.server.worlds[0]!;
    }

    get engine(): FakeEngine {
        return this.engines[0]!;
    }

    user(username: string, roles = ['user'], password = 'secret'): UserDoc {
        return insertUser(this.world, { username, roles, password, email: `${username}@example.com` });
    }

    /** A room owned by the first member. */
    room(name: string, members: UserDoc[], t: 'c' | 'p' = 'c'): RoomDoc {
        const usernames = members.map(({ username }) => username);
        return createRoom(this.world, members[0]!, { t, name }, usernames);
    }

    subscription(room: RoomDoc, user: UserDoc): SubscriptionDoc {
        return this.store.subscriptions.of(room._id, user._id)!;
    }

    message(id: string): MessageDoc {
        return this.store.messages.get(id)!;
    }

    /** Makes `ts` of what follows differ. */
    tick(seconds = 1): void {
        this.clock.advance(seconds * 1000);
    }
}
