import * as z from 'zod';
import { cleanText } from '../messages/clean-text';
import type { Hit } from '../search/search';
import type { ToolContext } from './define-tool';
import { viewRoom } from './room-view';
import type { RoomView } from './shapes';

export const hitShape = z.object({
    id: z.string(),
    link: z.string(),
    room: z.string(),
    author: z.string(),
    time: z.string(),
    text: z.string().describe('the part that matched'),
    matched: z.array(z.string()).optional().describe('words found, as they stand in the text'),
    in: z.enum(['title', 'description', 'attachment']).optional(),
    thread: z.string().optional(),
    replies: z.number().int().optional(),
    editedAt: z.string().optional(),
});

export type HitView = z.output<typeof hitShape>;

/** The rooms of some hits, by id. */
export async function roomsOf(hits: Hit[], { scope, site }: ToolContext): Promise<Map<string, RoomView>> {
    const ids = [...new Set(hits.map(({ message }) => message.roomId))];
    const views = await Promise.all(
        ids.map(async (id) => {
            const room = await scope.room(id);
            return room ? ([[id, await viewRoom(scope, site, room)]] as const) : [];
        }),
    );
    return new Map(views.flat());
}

/** A hit as the tool returns it: the part of the message that matched, and the way to the rest. */
export function viewHit({ message, snippet }: Hit, rooms: Map<string, RoomView>): HitView {
    const room = rooms.get(message.roomId)!;
    const matched = [...new Set(snippet.highlights.map(([from, to]) => snippet.text.slice(from, to)))];
    return {
        id: message.id,
        link: `${room.link}?msg=${encodeURIComponent(message.id)}`,
        room: room.id,
        author: message.author.username,
        time: message.createdAt.toISOString(),
        text: cleanText(snippet.text),
        ...(matched.length > 0 ? { matched } : {}),
        ...(snippet.field === 'text' ? {} : { in: snippet.field }),
        ...(message.threadId ? { thread: message.threadId } : {}),
        ...(message.replyCount > 0 ? { replies: message.replyCount } : {}),
        ...(message.editedAt ? { editedAt: message.editedAt.toISOString() } : {}),
    };
}

/** Rooms in the order of their best hit. */
export function byRoom(hits: HitView[]): HitView[] {
    const order = [...new Set(hits.map(({ room }) => room))];
    return order.flatMap((id) => hits.filter(({ room }) => room === id));
}

/** A hit as text. */
export function hitLines(hit: HitView, rooms: Map<string, RoomView>): string {
    const facts = [
        `id ${hit.id}`,
        hit.in && `in a file's or attachment's ${hit.in}`,
        hit.thread && `in thread ${hit.thread}`,
        hit.replies && `${hit.replies} replies`,
        hit.editedAt && `edited ${hit.editedAt}`,
        hit.matched && `matched ${hit.matched.map((word) => JSON.stringify(word)).join(', ')}`,
    ].filter(Boolean);
    return `${rooms.get(hit.room)!.name} ${hit.time} ${hit.author} (${facts.join('; ')})\n> ${hit.text}`;
}
