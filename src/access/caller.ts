import type { Person } from '../host/workspace';
import type { TokenScope } from './connection-tokens';

/** Who is calling and through what: settled once per request, before anything is read. */
export interface Caller {
    person: Person;
    /** `login`: the person's own Rocket.Chat login; otherwise the connection token's id. */
    connectionId: string;
    connectionName: string;
    scope: TokenScope;
    /** Rooms this connection is limited to, if it is. */
    onlyRooms?: ReadonlySet<string>;
}
