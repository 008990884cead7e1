import * as z from 'zod';
import { once } from '../access/idempotency';
import { AppError, isAppError } from '../errors';
import type { Room } from '../host/workspace';
import { compactMessage } from '../messages/compact';
import { roomByReference, threadByReference } from '../messages/references';
import type { ReadScope } from '../rooms/read-scope';
import { defineTool, type ToolContext } from './define-tool';
import { roomParameter, threadParameter } from './parameters';
import { viewRoom } from './room-view';
import { messageShape, roomShape, type RoomView } from './shapes';
import { messageLines, roomHeader } from './text-view';

/** Above any server's own limit, which is asked for and named when it is passed. */
const MAX_TEXT = 60_000;

/** How far back a retry looks for the message its dead predecessor may have sent. */
const RECALL_MESSAGES = 100;

/** Clocks of the app and the server may differ by this much, in milliseconds. */
const CLOCK_TOLERANCE_MS = 10_000;

export const sendMessage = defineTool({
    name: 'send_message',
    title: 'Send a message',
    description:
        'Posts a message as your person: in a room, in a thread, or to someone directly (@user). Needs an exact room id, ' +
        '#name, @user or link; a near miss is refused with candidates and nothing is sent. Use dryRun to check first, ' +
        'and an idempotencyKey so that a retry never posts twice.',
    input: z.strictObject({
        room: roomParameter
            .optional()
            .describe('Where to post: room id, #name, @user or link. May be left out with thread.'),
        text: z.string().min(1).max(MAX_TEXT).describe('The message, in Markdown.'),
        thread: threadParameter
            .optional()
            .describe('Reply in this thread: id or link of its first message or any reply.'),
        idempotencyKey: z
            .string()
            .min(8)
            .max(200)
            .optional()
            .describe('Any unique text; repeating the call with it returns the message already sent.'),
        dryRun: z.boolean().default(false).describe('Check everything and say where it would go, but send nothing.'),
    }),
    output: z.object({
        status: z.enum(['sent', 'already_sent', 'dry_run']),
        room: roomShape,
        thread: z.string().optional(),
        message: messageShape.optional().describe('absent in a dry run'),
    }),
    writes: true,
    annotations: { destructiveHint: false, idempotentHint: false, openWorldHint: false },

    async handler(input, context) {
        await assertText(input.text, context);
        const target = await targetOf(input, context);
        if (input.dryRun) {
            return answer(context, { status: 'dry_run', ...target });
        }
        const roomId = await roomIdOf(target, context);
        const message = { roomId, senderId: context.caller.person.id, text: input.text, threadId: target.threadId };
        const { value: id, isRepeat } =
            input.idempotencyKey === undefined
                ? { value: await context.write.send(message), isRepeat: false }
                : await once(context.records, context.clock, {
                      personId: context.caller.person.id,
                      key: input.idempotencyKey,
                      work: JSON.stringify(['send_message', roomId, target.threadId, input.text]),
                      run: () => context.write.send(message),
                      recall: (since) => recall(context, message, since),
                  });
        const sentTo = target.room ?? (await openedRoom(context, roomId));
        return answer(context, { status: isRepeat ? 'already_sent' : 'sent', ...target, room: sentTo }, id);
    },
});

interface Target {
    /** Absent for a direct message that has yet to be opened. */
    room?: Room;
    /** Set when `room` is absent. */
    username?: string;
    threadId?: string;
}

interface Outcome extends Target {
    status: 'sent' | 'already_sent' | 'dry_run';
}

/** The server's own limit, so that the refusal names it. */
async function assertText(text: string, { write }: ToolContext): Promise<void> {
    if (text.trim() === '') {
        throw new AppError('invalid_input', 'The text is blank.', { field: 'text', hint: 'Give the message to post.' });
    }
    const limit = await write.maxMessageLength();
    const length = [...text].length;
    if (length > limit) {
        throw new AppError('invalid_input', `The text has ${length} characters; this workspace allows ${limit}.`, {
            field: 'text',
            hint: 'Shorten it, or send it as several messages.',
        });
    }
}

async function targetOf({ room, thread }: { room?: string; thread?: string }, context: ToolContext): Promise<Target> {
    const { scope, site } = context;
    if (room === undefined && thread === undefined) {
        throw new AppError('invalid_input', 'Neither room nor thread is given.', {
            field: 'room',
            hint: 'Give the room to post in, or the thread to reply to.',
        });
    }
    const threadId = thread === undefined ? undefined : await threadByReference(scope, site, thread);
    const threadRoomId = threadId === undefined ? undefined : (await scope.message(threadId))?.roomId;
    if (room === undefined) {
        return { room: await scope.room(threadRoomId!), threadId };
    }
    const target = await roomOrPerson(room, context);
    if (threadRoomId !== undefined && target.room?.id !== threadRoomId) {
        throw new AppError('invalid_input', 'The thread is not in this room.', {
            field: 'thread',
            hint: 'Leave room out to reply where the thread is.',
        });
    }
    return { ...target, threadId };
}

/** An exact room; or, for `@user` without a direct message yet, that person. */
async function roomOrPerson(reference: string, { scope, site, caller, write }: ToolContext): Promise<Target> {
    try {
        return { room: await roomByReference(scope, site, reference, 'exact') };
    } catch (error) {
        const isUnknown = isAppError(error) && error.code === 'room_not_found';
        const username = /^@([^\s,]+)$/.exec(reference.trim())?.[1];
        const mayOpen = isUnknown && username !== undefined && caller.onlyRooms === undefined;
        const person = mayOpen ? await write.personByUsername(username) : undefined;
        if (!person?.isActive) {
            throw error;
        }
        return { username: person.username };
    }
}

async function roomIdOf({ room, username }: Target, { caller, write }: ToolContext): Promise<string> {
    return room?.id ?? write.openDirectRoom(caller.person.id, [username!]);
}

/** A direct message that this call opened: the scope of the call is older than the room. */
async function openedRoom({ openScope }: ToolContext, roomId: string): Promise<Room | undefined> {
    return (await openScope()).room(roomId);
}

/** The message a predecessor sent before it died, if it did: same sender, thread and text, since its claim. */
async function recall(
    { scope }: ToolContext,
    wanted: { roomId: string; senderId: string; text: string; threadId?: string },
    since: number,
): Promise<string | undefined> {
    const recent = await scope.messagesIn(wanted.roomId, { limit: RECALL_MESSAGES, skip: 0, order: 'newest' });
    return recent.find(
        (message) =>
            message.author.id === wanted.senderId &&
            message.text === wanted.text &&
            message.threadId === wanted.threadId &&
            message.createdAt.getTime() >= since - CLOCK_TOLERANCE_MS,
    )?.id;
}

async function answer({ scope, site, openScope }: ToolContext, outcome: Outcome, messageId?: string) {
    const reader = outcome.username === undefined ? scope : await openScope();
    const room = outcome.room ? await viewRoom(reader, site, outcome.room) : unopened(site, outcome.username!);
    const message = messageId === undefined ? undefined : await sentMessage(reader, site, outcome.room!, messageId);
    const structured = {
        status: outcome.status,
        room,
        ...(outcome.threadId ? { thread: outcome.threadId } : {}),
        ...(message ? { message } : {}),
    };
    const where = outcome.threadId ? ` in thread ${outcome.threadId}` : '';
    const headings = { sent: 'Sent', already_sent: 'Already sent earlier with this key', dry_run: 'Would be sent' };
    const lines = [
        `${headings[outcome.status]}${where}.`,
        roomHeader(room),
        ...(message ? [messageLines(message)] : []),
    ];
    return { structured, text: lines.join('\n') };
}

async function sentMessage(scope: ReadScope, site: string, room: Room, id: string) {
    const message = await scope.message(id);
    return message && compactMessage(site, room, message);
}

/** A direct message that does not exist yet, as a dry run shows it. */
function unopened(site: string, username: string): RoomView {
    return {
        id: `@${username}`,
        name: `@${username}`,
        type: 'direct',
        link: `${site}/direct/${encodeURIComponent(username)}`,
    };
}
