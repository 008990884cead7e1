import type { Message } from '../../src/host/workspace';

let serial = 0;

/** A message with only what the test cares about. */
export function aMessage(parts: Partial<Message> = {}): Message {
    serial += 1;
    return {
        id: `message${serial}`,
        roomId: 'room1',
        author: { id: 'ana', username: 'ana' },
        text: 'hello',
        createdAt: new Date('2026-03-01T10:00:00Z'),
        isShownInRoom: false,
        replyCount: 0,
        mentions: [],
        files: [],
        attachments: [],
        reactions: {},
        isPinned: false,
        isHidden: false,
        ...parts,
    };
}
