import { EntryFlag } from '../types';
import type { AnalyzedSource, Field } from './fields';

const LINK = /https?:\/\/\S/i;
const CODE = /`[^`\n]+`|```/;
const IMAGE_NAME = /\.(?:png|jpe?g|gif|webp|svg|bmp|heic|avif|tiff?)$/i;

/** The `EntryFlag`s of a message with these fields (`fieldsOf`). */
export function flagsOf(source: AnalyzedSource, fields: Field[]): number {
    const text = fields.find(({ name }) => name === 'text')?.text ?? '';
    const facts: Array<[EntryFlag, boolean]> = [
        [EntryFlag.Link, LINK.test(text)],
        [EntryFlag.File, source.files.length > 0],
        [EntryFlag.Image, hasImage(source)],
        [EntryFlag.Code, CODE.test(text)],
        [EntryFlag.Reaction, Object.keys(source.reactions).length > 0],
        [EntryFlag.Thread, source.threadId !== undefined || source.replyCount > 0],
        [EntryFlag.Pinned, source.isPinned],
        [EntryFlag.Edited, source.editedAt !== undefined],
    ];
    return facts.reduce((flags, [flag, holds]) => flags + (holds ? flag : 0), 0);
}

const hasImage = ({ files, attachments }: AnalyzedSource) =>
    attachments.some(({ imageUrl }) => imageUrl !== undefined) ||
    files.some(({ type, name }) => type?.startsWith('image/') || IMAGE_NAME.test(name));
