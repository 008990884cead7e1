import type { WorkspaceEvent } from '../ports';
import type { Store } from '../store/store';
import type { Clock } from './clock';
import type { Inbox } from './inbox';

/**
 * What the rules of the server work on, as one instance sees it. Store, clock and inbox are shared by all instances;
 * events go only to the engine of the instance that acts.
 */
export interface World {
    store: Store;
    clock: Clock;
    inbox: Inbox;
    /** Resolves when every app has handled the event. Never rejects: apps' failures are theirs. */
    emit(event: WorkspaceEvent): Promise<void>;
}

/** Raises an event nobody waits for. */
export function raise(world: World, event: WorkspaceEvent): void {
    void world.emit(event);
}
