import * as z from 'zod';
import { AppError } from '../errors';
import type { Message, Room } from '../host/workspace';
import { compactMessage, type CompactMessage } from '../messages/compact';
import { messageByReference, roomByReference } from '../messages/references';
import { after, before, type Boundary, type TimelinePage } from '../messages/timeline';
import { itemsThatFit } from './budget';
import { readCursor, writeCursor } from './cursor';
import { defineTool, type ToolContext } from './define-tool';
import { cursorParameter, limitParameter, roomParameter } from './parameters';
import { viewRoom } from './room-view';
import { messageShape, nextCursorShape, roomShape, type RoomView } from './shapes';
import { messageLines, roomHeader } from './text-view';

/** Longer single messages are cut in lists; `cut` says by how much. */
const TEXT_LENGTH = 3_000;

const ISO_TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

const boundaryParameter = (side: string) =>
    z
        .string()
        .min(1)
        .max(500)
        .optional()
        .describe(`Only messages ${side} this ISO time (UTC) or message (id or link).`);

/** What stands in a room's own line of talk: no thread replies, unless they were also sent to the room. */
const isInTimeline = (message: Message) => message.threadId === undefined || message.isShownInRoom;

export const getMessages = defineTool({
    name: 'get_messages',
    title: 'Read a room',
    description:
        'Messages of one room, oldest first: the newest ones, or those just before or just after a time or message. ' +
        'Thread replies are not in it: a message with replies is the start of a thread, read it with get_thread.',
    input: z.strictObject({
        room: roomParameter,
        before: boundaryParameter('before'),
        after: boundaryParameter('after'),
        limit: limitParameter(30, 100),
        cursor: cursorParameter,
    }),
    output: z.object({
        room: roomShape,
        messages: z.array(messageShape).describe('oldest first'),
        note: z.string().optional(),
        nextCursor: nextCursorShape,
    }),
    writes: false,
    annotations: { destructiveHint: false, idempotentHint: true, openWorldHint: false },

    async handler(input, context) {
        const { scope, site } = context;
        const room = await roomByReference(scope, site, input.room, 'lenient');
        const question = ['get_messages', scope.person.id, room.id, input.before, input.after];
        const lower = await boundaryOf(context, room, input.after, 'after');
        const upper = await boundaryOf(context, room, input.before, 'before');
        const place = input.cursor === undefined ? undefined : readCursor<Boundary>(question, input.cursor);
        const isForward = lower !== undefined && upper === undefined;
        const page = isForward
            ? await readForward(context, room, place ?? lower, input.limit)
            : await readBackward(context, room, place ?? upper, lower, input.limit);
        const view = await viewRoom(scope, site, room);
        const last = page.shown.at(-1);
        const structured = {
            room: view,
            messages: isForward ? page.compact : [...page.compact].reverse(),
            ...(room.isEncrypted
                ? { note: 'This room is end-to-end encrypted; its messages cannot be read here.' }
                : {}),
            ...(page.hasMore && last
                ? {
                      nextCursor: writeCursor(question, {
                          time: last.createdAt.getTime(),
                          id: last.id,
                      } satisfies Boundary),
                  }
                : {}),
        };
        return { structured, text: asText(structured, view, isForward) };
    },
});

interface ShownPage {
    /** In reading direction: what a cut leaves out lies beyond the last one. */
    shown: Message[];
    compact: CompactMessage[];
    hasMore: boolean;
}

async function readForward(
    { scope, site }: ToolContext,
    room: Room,
    from: Boundary,
    limit: number,
): Promise<ShownPage> {
    const page = await after((part) => scope.messagesIn(room.id, part), from, limit, isInTimeline);
    return fit(site, room, { messages: [...page.messages].reverse(), hasMore: page.hasMore });
}

async function readBackward(
    { scope, site }: ToolContext,
    room: Room,
    from: Boundary | undefined,
    lower: Boundary | undefined,
    limit: number,
): Promise<ShownPage> {
    const page = await before((part) => scope.messagesIn(room.id, part), from, limit, isInTimeline);
    const within = page.messages.filter((message) => !lower || isAfter(message, lower));
    return fit(site, room, { messages: within, hasMore: page.hasMore && within.length === page.messages.length });
}

function fit(site: string, room: Room, { messages, hasMore }: TimelinePage): ShownPage {
    const compact = messages.map((message) => compactMessage(site, room, message, TEXT_LENGTH));
    const count = itemsThatFit(compact, messageLines);
    return {
        shown: messages.slice(0, count),
        compact: compact.slice(0, count),
        hasMore: hasMore || count < messages.length,
    };
}

function isAfter(message: Message, { time, id }: Boundary): boolean {
    const own = message.createdAt.getTime();
    return own > time || (own === time && id !== undefined && message.id > id);
}

/** A time, or a message of this very room. */
async function boundaryOf(
    { scope, site }: ToolContext,
    room: Room,
    value: string | undefined,
    field: 'before' | 'after',
): Promise<Boundary | undefined> {
    if (value === undefined) {
        return undefined;
    }
    if (/^\d{4}-/.test(value)) {
        return { time: isoTime(value, field) };
    }
    const message = await messageByReference(scope, site, value, field);
    if (message.roomId !== room.id) {
        throw new AppError('invalid_input', 'This message is in another room.', {
            field,
            hint: `Give a message of the room itself, or an ISO time such as 2026-03-01T09:00:00Z.`,
        });
    }
    return { time: message.createdAt.getTime(), id: message.id };
}

function isoTime(value: string, field: string): number {
    const time = ISO_TIME.test(value) ? Date.parse(value) : NaN;
    const isRealDay =
        !Number.isNaN(time) && new Date(Date.parse(value.slice(0, 10))).toISOString().startsWith(value.slice(0, 10));
    if (!isRealDay) {
        throw new AppError('invalid_input', `${JSON.stringify(value.slice(0, 40))} is not a time.`, {
            field,
            hint: 'Use ISO 8601 with a zone, such as 2026-03-01T09:00:00Z, or a day, such as 2026-03-01 (UTC).',
        });
    }
    return time;
}

function asText(
    result: { messages: CompactMessage[]; note?: string; nextCursor?: string },
    room: RoomView,
    isForward: boolean,
): string {
    return [
        roomHeader(room),
        `${result.messages.length} messages, oldest first. Link of a message: ${room.link}?msg=<id>`,
        ...(result.note ? [result.note] : []),
        ...result.messages.map(messageLines),
        ...(result.nextCursor ? [`${isForward ? 'Newer' : 'Older'}: cursor ${result.nextCursor}`] : []),
    ].join('\n');
}
