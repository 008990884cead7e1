/**
 * Chat text as data: characters a reader cannot see, or that turn the text round, are shown as escapes such as
 * `\u{202E}`, so that nothing in a message is hidden from the person who later reads the agent's answer.
 *
 * Kept, because people use them: line breaks, tabs, the joiner between two emoji, joiners after a letter of a script
 * that is written with them (Arabic, Persian, the Indic scripts), emoji variation selectors, and the tag characters
 * that spell a flag after the black flag emoji.
 */
export function cleanText(text: string): string {
    return text
        .replace(/\r\n?/g, '\n')
        .replace(FLAG_OR_SUSPECT, (found) => (found.startsWith(BLACK_FLAG) ? found : [...found].map(escape).join('')));
}

const BLACK_FLAG = '\u{1F3F4}';

/** What may stand before a joiner, and what after it: an emoji with its modifiers, or a letter that joins. */
const JOINING_SCRIPTS = [
    'Arabic',
    'Syriac',
    'Devanagari',
    'Bengali',
    'Gujarati',
    'Tamil',
    'Telugu',
    'Kannada',
    'Malayalam',
    'Sinhala',
];
const JOINING = JOINING_SCRIPTS.map((script) => `\\p{Script=${script}}`).join('');
const BEFORE_JOINER = `(?:\\p{Extended_Pictographic}\\uFE0F?\\p{EMod}?|[${JOINING}])`;

/**
 * Flags spelt with tags (kept) | control characters but tab and newline | soft hyphen | Arabic letter mark, Mongolian
 * vowel separator | zero-width and directional marks | line separators, embeddings, isolates | interlinear marks |
 * byte order mark | tags | joiners that do not join two emoji.
 */
const FLAG_OR_SUSPECT = new RegExp(
    [
        `${BLACK_FLAG}[\\u{E0020}-\\u{E007E}]{1,6}\\u{E007F}`,
        '[\\u0000-\\u0008\\u000B-\\u001F\\u007F-\\u009F\\u00AD\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180E]',
        '[\\u200B\\u200E\\u200F\\u2028-\\u202E\\u2060-\\u206F\\u3164\\uFEFF\\uFFA0\\uFFF9-\\uFFFB]',
        '[\\u{E0000}-\\u{E007F}]',
        `(?<!${BEFORE_JOINER})[\\u200C\\u200D]`,
        `[\\u200C\\u200D](?![\\p{Extended_Pictographic}${JOINING}])`,
    ].join('|'),
    'gu',
);

const escape = (character: string) => `\\u{${character.codePointAt(0)!.toString(16).toUpperCase()}}`;
