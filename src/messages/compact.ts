import type { Attachment, Message, Room } from '../host/workspace';
import { cleanText } from './clean-text';
import { messageLink } from './permalinks';

/** A message as every tool returns it. Absent means "none". Times are ISO 8601, UTC. */
export interface CompactMessage {
    id: string;
    link: string;
    /** The room's id. */
    room: string;
    /** Username. */
    author: string;
    /** The name shown instead, when an integration set one. */
    alias?: string;
    time: string;
    text: string;
    /** The root's id, on replies. */
    thread?: string;
    /** A reply that was also sent to the room. */
    alsoInRoom?: true;
    /** Number of replies, on thread roots. */
    replies?: number;
    lastReplyAt?: string;
    editedAt?: string;
    pinned?: true;
    /** Texts that came with the message: quotes, cards of integrations, descriptions of files. */
    attachments?: CompactAttachment[];
    files?: Array<{ id: string; name: string; type?: string; size?: number }>;
    /** `:emoji:` -> how many. */
    reactions?: Record<string, number>;
    /** Characters left out of `text`. */
    cut?: number;
}

export interface CompactAttachment {
    title?: string;
    text?: string;
    author?: string;
    link?: string;
}

/** The shape for readers. `maxText` (characters) cuts long texts and says by how much. */
export function compactMessage(site: string, room: Room, message: Message, maxText = Infinity): CompactMessage {
    const text = message.type === 'e2e' ? '[end-to-end encrypted]' : cleanText(message.text);
    const attachments = message.attachments.map(compactAttachment).filter((found) => found !== undefined);
    return withoutEmpty({
        id: message.id,
        link: messageLink(site, room, message.id),
        room: message.roomId,
        author: message.author.username,
        alias: message.alias && cleanText(message.alias),
        time: message.createdAt.toISOString(),
        text: text.length > maxText ? text.slice(0, maxText) : text,
        thread: message.threadId,
        alsoInRoom: message.isShownInRoom || undefined,
        replies: message.replyCount || undefined,
        lastReplyAt: message.lastReplyAt?.toISOString(),
        editedAt: message.editedAt?.toISOString(),
        pinned: message.isPinned || undefined,
        attachments: attachments.length > 0 ? attachments : undefined,
        files: message.files.length > 0 ? message.files.map(compactFile) : undefined,
        reactions: Object.keys(message.reactions).length > 0 ? counts(message.reactions) : undefined,
        cut: text.length > maxText ? text.length - maxText : undefined,
    });
}

function compactFile({ id, name, type, size }: Message['files'][number]) {
    return withoutEmpty({ id, name: cleanText(name), type, size });
}

function compactAttachment({
    title,
    description,
    text,
    authorName,
    quotedLink,
}: Attachment): CompactAttachment | undefined {
    const body = [description, text].filter((part) => part !== undefined).join('\n');
    const found = withoutEmpty({
        title: title && cleanText(title),
        text: body ? cleanText(body) : undefined,
        author: authorName && cleanText(authorName),
        link: quotedLink,
    });
    return Object.keys(found).length > 0 ? found : undefined;
}

const counts = (reactions: Record<string, string[]>) =>
    Object.fromEntries(Object.entries(reactions).map(([emoji, names]) => [emoji, names.length]));

/** Drops what is undefined, so that results carry no empty fields. */
function withoutEmpty<T extends object>(value: T): { [K in keyof T]: T[K] } {
    return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}
