import * as z from 'zod';
import { AppError } from '../errors';
import type { Message } from '../host/workspace';
import { compactMessage, type CompactMessage } from '../messages/compact';
import { threadByReference } from '../messages/references';
import { itemsThatFit } from './budget';
import { readCursor, writeCursor } from './cursor';
import { defineTool } from './define-tool';
import { cursorParameter, limitParameter, threadParameter } from './parameters';
import { viewRoom } from './room-view';
import { messageShape, nextCursorShape, roomShape, type RoomView } from './shapes';
import { messageLines, roomHeader } from './text-view';

const TEXT_LENGTH = 3_000;

/** The last reply shown. */
interface Place {
    time: number;
    id: string;
}

export const getThread = defineTool({
    name: 'get_thread',
    title: 'Read a thread',
    description:
        'A thread: its first message and its replies. Takes the id or link of the first message or of any reply. ' +
        'order "newest" starts with the latest replies; replies are always listed oldest first within a page.',
    input: z.strictObject({
        thread: threadParameter,
        order: z.enum(['oldest', 'newest']).default('oldest').describe('Which end of the thread to read from.'),
        limit: limitParameter(50, 200),
        cursor: cursorParameter,
    }),
    output: z.object({
        room: roomShape,
        root: messageShape,
        replies: z.array(messageShape).describe('oldest first'),
        total: z.number().int().describe('replies in the whole thread'),
        nextCursor: nextCursorShape,
    }),
    writes: false,
    annotations: { destructiveHint: false, idempotentHint: true, openWorldHint: false },

    async handler({ thread, order, limit, cursor }, { scope, site }) {
        const rootId = await threadByReference(scope, site, thread);
        const [root, ...replies] = await scope.thread(rootId);
        const room = root && (await scope.room(root.roomId));
        if (!root || !room || root.id !== rootId) {
            throw new AppError('message_not_found', 'The first message of this thread is gone.', {
                field: 'thread',
                hint: 'Read around the reply with get_messages instead.',
            });
        }
        const question = ['get_thread', scope.person.id, rootId, order];
        const place = cursor === undefined ? undefined : readCursor<Place>(question, cursor);
        const inOrder = order === 'oldest' ? replies : [...replies].reverse();
        const rest = inOrder.filter((reply) => !place || isBeyond(reply, place, order));
        const compact = rest.slice(0, limit).map((reply) => compactMessage(site, room, reply, TEXT_LENGTH));
        const compactRoot = compactMessage(site, room, root, TEXT_LENGTH);
        const count = itemsThatFit([compactRoot, ...compact], messageLines) - 1;
        const shown = compact.slice(0, Math.max(count, compact.length > 0 ? 1 : 0));
        const last = rest[shown.length - 1];
        const structured = {
            room: await viewRoom(scope, site, room),
            root: compactRoot,
            replies: order === 'oldest' ? shown : [...shown].reverse(),
            total: replies.length,
            ...(last && rest.length > shown.length
                ? { nextCursor: writeCursor(question, { time: last.createdAt.getTime(), id: last.id } satisfies Place) }
                : {}),
        };
        return { structured, text: asText(structured, order) };
    },
});

function isBeyond(reply: Message, { time, id }: Place, order: 'oldest' | 'newest'): boolean {
    const difference = reply.createdAt.getTime() - time || (reply.id < id ? -1 : reply.id > id ? 1 : 0);
    return order === 'oldest' ? difference > 0 : difference < 0;
}

interface Result {
    room: RoomView;
    root: CompactMessage;
    replies: CompactMessage[];
    total: number;
    nextCursor?: string;
}

function asText({ room, root, replies, total, nextCursor }: Result, order: 'oldest' | 'newest'): string {
    return [
        roomHeader(room),
        `Thread of ${total} replies; first message:`,
        messageLines(root),
        `${replies.length} of ${total} replies, oldest first. Link of a message: ${room.link}?msg=<id>`,
        ...replies.map(messageLines),
        ...(nextCursor ? [`${order === 'oldest' ? 'Newer' : 'Older'}: cursor ${nextCursor}`] : []),
    ].join('\n');
}
