import type { Message, Room } from '../host/workspace';
import { analyze } from './analysis/analyze';
import { isIndexable } from './catalog';
import type { IndexEntry } from './types';

/**
 * What the index keeps of a message; nothing for what no search should find: system messages, ciphertext, deleted and
 * hidden ones, and everything in rooms the server cannot read.
 */
export function toEntry(message: Message, room: Pick<Room, 'isEncrypted'>): IndexEntry | undefined {
    if (message.type !== undefined || message.isHidden || !isIndexable(room)) {
        return undefined;
    }
    return {
        id: message.id,
        roomId: message.roomId,
        authorId: message.author.id,
        time: message.createdAt.getTime(),
        version: versionOf(message),
        ...analyze(message),
    };
}

/** The host touches `updatedAt` with every change of a message, reactions and pins included. */
export const versionOf = ({ updatedAt, editedAt, createdAt }: Message): number =>
    Math.max(updatedAt?.getTime() ?? 0, editedAt?.getTime() ?? 0, createdAt.getTime());
