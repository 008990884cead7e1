import type { Room } from '../host/workspace';
import type { ReadScope } from './read-scope';

/**
 * The name a person would type: `#engineering`, `@ana.dev`, `@ana.dev, @diego.ops`. A direct message has no name of
 * its own, so it is called after the others in it (or after its owner, when there is nobody else).
 */
export async function roomName(scope: ReadScope, room: Room): Promise<string> {
    if (room.type !== 'direct') {
        return `#${room.name ?? room.id}`;
    }
    const others = (room.memberIds ?? []).filter((id) => id !== scope.person.id);
    const people = await scope.people(others.length > 0 ? others : [scope.person.id]);
    return people.length > 0 ? people.map(({ username }) => `@${username}`).join(', ') : room.id;
}
