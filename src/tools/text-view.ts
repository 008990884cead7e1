import type { CompactMessage } from '../messages/compact';
import type { RoomView } from './shapes';

/**
 * The text half of a result: the same facts as the structured half in fewer tokens. Every line of chat text starts with
 * `> `, so nothing that people wrote can pass for a line of ours.
 */

/** `Room #engineering (id abc, channel) https://…` */
export function roomHeader(room: RoomView): string {
    const flags = roomFlags(room);
    return `Room ${room.name} (id ${[room.id, room.type, ...flags].join(', ')}) ${room.link}`;
}

export function roomFlags(room: RoomView): string[] {
    return [
        room.team && 'team',
        room.discussionOf && `discussion of ${room.discussionOf}`,
        room.readOnly && 'read-only',
        room.archived && 'archived',
        room.encrypted && 'end-to-end encrypted',
    ].filter((flag): flag is string => Boolean(flag));
}

/** One message as a heading and its quoted text. Its link is that of the room with `?msg=<id>`. */
export function messageLines(message: CompactMessage): string {
    const marks = [
        `id ${message.id}`,
        message.alias && `shown as ${quote(message.alias)}`,
        message.thread && `in thread ${message.thread}`,
        message.alsoInRoom && 'also sent to the room',
        message.replies && `${message.replies} replies, last ${message.lastReplyAt ?? 'unknown'}`,
        message.editedAt && `edited ${message.editedAt}`,
        message.pinned && 'pinned',
        message.cut && `${message.cut} characters left out`,
    ].filter(Boolean);
    return [
        `${message.time} ${message.author} (${marks.join('; ')})`,
        ...quoted(message.text),
        ...(message.attachments ?? []).flatMap(attachmentLines),
        ...(message.files ?? []).map((file) => `+ file ${quote(file.name)} (${fileFacts(file)})`),
        ...(message.reactions ? [`+ reactions ${reactions(message.reactions)}`] : []),
    ].join('\n');
}

function attachmentLines({ title, text, author, link }: NonNullable<CompactMessage['attachments']>[number]): string[] {
    const facts = [title && quote(title), author && `by ${quote(author)}`, link].filter(Boolean);
    return [`+ attached ${facts.join(' ')}`.trimEnd(), ...(text ? quoted(text) : [])];
}

const fileFacts = ({ id, type, size }: NonNullable<CompactMessage['files']>[number]) =>
    [`id ${id}`, type, size !== undefined && `${size} bytes`].filter(Boolean).join(', ');

const reactions = (counts: Record<string, number>) =>
    Object.entries(counts)
        .map(([emoji, count]) => `${emoji} ${count}`)
        .join(', ');

const quoted = (text: string) => (text === '' ? [] : text.split('\n').map((line) => `> ${line}`));

const quote = (text: string) => JSON.stringify(text);
