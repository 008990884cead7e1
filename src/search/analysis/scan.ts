import { isAscii } from './fold';

/** What may stand inside of a word between two of its letters. */
const JOINERS = "._\\-'’‐‑";
const EMOJI_PART = '\\p{Extended_Pictographic}[\\uFE0F\\u{1F3FB}-\\u{1F3FF}]*';

/**
 * The start of a web address (what matters is host and path) | a :shortcode: | a word, perhaps with the sign before or
 * after it that makes it special | an emoji or a flag. Without groups: they cost more than the matching.
 */
function scanner(letter: string, rest: string, emoji: string): RegExp {
    const word = `[${letter}][${rest}]*(?:[${JOINERS}][${letter}][${rest}]*)*`;
    return new RegExp(
        [
            'https?://(?:www\\.)?',
            `(?<![${letter}]):[a-zA-Z0-9_+-]{1,64}:(?![${letter}])`,
            `(?:(?<![${letter}])[@#])?${word}(?:\\+\\+(?![${letter}])|#(?![${letter}]))?`,
            ...(emoji ? [emoji] : []),
        ].join('|'),
        emoji ? 'gu' : 'g',
    );
}

const ASCII_SCANNER = scanner('a-zA-Z0-9', 'a-zA-Z0-9', '');
const UNICODE_SCANNER = scanner(
    '\\p{L}\\p{N}',
    '\\p{L}\\p{N}\\p{M}\\u00AD\\u200C\\u200D\\u2060',
    `\\p{RI}\\p{RI}|${EMOJI_PART}(?:\\u200D${EMOJI_PART})*`,
);

/** The uncut tokens of a text, in order. Linear in its length; never throws. */
export function scan(text: string): string[] {
    return isAscii(text) ? (text.match(ASCII_SCANNER) ?? []) : (text.normalize('NFC').match(UNICODE_SCANNER) ?? []);
}

/** As `scan`, with positions in the composed (NFC) text. */
export function scanWithPositions(text: string): Array<{ raw: string; start: number }> {
    const matches = text.normalize('NFC').matchAll(isAscii(text) ? ASCII_SCANNER : UNICODE_SCANNER);
    return Array.from(matches, (match) => ({ raw: match[0], start: match.index }));
}
