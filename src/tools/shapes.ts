import * as z from 'zod';

/** Output shapes that tools share; the types they infer are those of `messages/compact.ts` and `room-view.ts`. */

export const roomShape = z.object({
    id: z.string(),
    name: z.string().describe('#name, or @user for direct messages'),
    displayName: z.string().optional(),
    type: z.enum(['channel', 'private', 'direct', 'livechat']),
    link: z.string(),
    topic: z.string().optional(),
    members: z.number().int().optional(),
    unread: z.number().int().optional().describe('messages of others not seen yet; 100 means 100 or more'),
    lastMessageAt: z.string().optional(),
    discussionOf: z.string().optional().describe("parent room's id"),
    team: z.literal(true).optional(),
    readOnly: z.literal(true).optional(),
    archived: z.literal(true).optional(),
    encrypted: z.literal(true).optional().describe('end-to-end encrypted: the server cannot read it'),
});

export type RoomView = z.output<typeof roomShape>;

export const messageShape = z.object({
    id: z.string(),
    link: z.string(),
    room: z.string(),
    author: z.string(),
    alias: z.string().optional(),
    time: z.string(),
    text: z.string(),
    thread: z.string().optional(),
    alsoInRoom: z.literal(true).optional(),
    replies: z.number().int().optional(),
    lastReplyAt: z.string().optional(),
    editedAt: z.string().optional(),
    pinned: z.literal(true).optional(),
    attachments: z
        .array(
            z.object({
                title: z.string().optional(),
                text: z.string().optional(),
                author: z.string().optional(),
                link: z.string().optional(),
            }),
        )
        .optional(),
    files: z
        .array(
            z.object({
                id: z.string(),
                name: z.string(),
                type: z.string().optional(),
                size: z.number().optional(),
            }),
        )
        .optional(),
    reactions: z.record(z.string(), z.number()).optional(),
    cut: z.number().int().optional().describe('characters left out of text'),
});

export const nextCursorShape = z.string().optional().describe('there is more: pass it as cursor');
