import { AppError } from '../errors';
import type { Message, Room } from '../host/workspace';
import { findRoom, type Precision } from '../rooms/find-room';
import type { ReadScope } from '../rooms/read-scope';
import { looksLikeLink, parseLink, type LinkTarget } from './permalinks';

/**
 * From what an agent was given (an id, a name, a pasted link) to the thing itself, within a scope. One rule for all:
 * something that does not exist and something the person may not read give the same refusal.
 */

/** A room by id, name, `@user` or link. Rejects with `room_not_found`, `room_ambiguous`, `foreign_link`. */
export async function roomByReference(
    scope: ReadScope,
    site: string,
    reference: string,
    precision: Precision,
    field = 'room',
): Promise<Room> {
    if (!looksLikeLink(reference)) {
        return findRoom(scope, reference, precision, field);
    }
    return roomOfLink(scope, linkTarget(site, reference, field), field);
}

/** A message by id or link. Rejects with `message_not_found`, `foreign_link`. */
export async function messageByReference(
    scope: ReadScope,
    site: string,
    reference: string,
    field = 'message',
): Promise<Message> {
    const id = looksLikeLink(reference) ? idInLink(linkTarget(site, reference, field)) : reference.trim();
    const message = id ? await scope.message(id) : undefined;
    if (!message) {
        throw new AppError('message_not_found', 'No such message that you can read.', {
            field,
            hint: 'Give the id of a message, or its link (…?msg=<id>), as another tool returned it.',
        });
    }
    return message;
}

/** The root's id of the thread that a message (root or reply) belongs to. Rejects like `messageByReference`. */
export async function threadByReference(
    scope: ReadScope,
    site: string,
    reference: string,
    field = 'thread',
): Promise<string> {
    const target = looksLikeLink(reference) ? linkTarget(site, reference, field) : undefined;
    const message = await messageByReference(scope, site, target?.threadId ?? reference, field);
    return message.threadId ?? message.id;
}

/** A link to a message in a thread names both; the message is the narrower. */
const idInLink = ({ messageId, threadId }: LinkTarget) => messageId ?? threadId;

function linkTarget(site: string, link: string, field: string): LinkTarget {
    const parsed = parseLink(site, link);
    if (parsed.kind === 'foreign') {
        throw new AppError('foreign_link', 'This link belongs to another server.', {
            field,
            hint: `Links of this workspace start with ${site}/.`,
        });
    }
    if (parsed.kind === 'unknown') {
        throw new AppError('invalid_input', 'This link names no room, thread or message.', {
            field,
            hint: `Expected a link such as ${site}/channel/<name>, …?msg=<id> or …/thread/<id>.`,
        });
    }
    return parsed.target;
}

/** A link says how it names its room: by id for direct messages, by name or id for the others. Never fuzzy. */
async function roomOfLink(scope: ReadScope, { route, room }: LinkTarget, field: string): Promise<Room> {
    if (route === 'direct' && !scope.has(room)) {
        return findRoom(scope, `@${room.replace(/^@/, '')}`, 'exact', field);
    }
    return findRoom(scope, room, 'exact', field);
}
