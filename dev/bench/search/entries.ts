import { analyze } from '../../../src/search/analysis/analyze';
import type { IndexEntry } from '../../../src/search/types';
import type { ChatMessage } from './invented-chat';

/** What the index keeps of a message; rooms and authors go by their names here. */
export function entryOf({ id, room, user, text, time, thread }: ChatMessage): IndexEntry {
    const source = { text, attachments: [], files: [], reactions: {}, mentions: [], replyCount: 0, isPinned: false };
    return {
        id,
        roomId: room,
        authorId: user,
        time,
        version: time,
        ...analyze({ ...source, ...(thread === undefined ? {} : { threadId: thread }) }),
    };
}
