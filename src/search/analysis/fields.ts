import type { Message } from '../../host/workspace';

/** What of a message is searched, and what a question may ask about it. */
export type AnalyzedSource = Pick<
    Message,
    | 'text'
    | 'attachments'
    | 'files'
    | 'reactions'
    | 'mentions'
    | 'threadId'
    | 'replyCount'
    | 'isPinned'
    | 'editedAt'
    | 'alias'
    | 'type'
>;

export type FieldName = 'text' | 'title' | 'description' | 'attachment';

/** A text of a message, in composed form (NFC). */
export interface Field {
    name: FieldName;
    text: string;
}

/** The link before a quote, which the client writes for itself: `[ ](https://…)`. Blanked, so that positions hold. */
const QUOTE_LINK = /^(?:\[\s*\]\([^()\s]*\)\s*)+/;

/**
 * The texts of a message in the order in which a reader meets them. Empty for ciphertext. A file's name is often the
 * attachment's title too: it comes once. The author's name is no text of the message.
 */
export function fieldsOf(source: AnalyzedSource): Field[] {
    if (source.type === 'e2e') {
        return [];
    }
    const fields: Array<[FieldName, string | undefined]> = [
        ['text', source.text.replace(QUOTE_LINK, (link) => ' '.repeat(link.length))],
        ...source.attachments.flatMap(({ title, description, text }): Array<[FieldName, string | undefined]> => [
            ['title', title],
            ['description', description],
            ['attachment', text],
        ]),
        ...source.files.map(({ name }): [FieldName, string] => ['title', name]),
    ];
    const seen = new Set<string>();
    return fields.flatMap(([name, text]) => {
        if (!text || seen.has(text)) {
            return [];
        }
        seen.add(text);
        return [{ name, text: text.normalize('NFC') }];
    });
}
