import { Encoder } from 'flexsearch';

/** Letters that are one of their own in Unicode, but that people type, or expect to find, as plain ones. */
const PLAIN_LETTERS: Record<string, string> = {
    ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ı: 'i', þ: 'th', ħ: 'h', ŋ: 'n', ς: 'σ', ё: 'е' },
    // Typographic quotes and hyphens inside of words; the stroke that lengthens Arabic letters; joiners.
    ...{ '’': "'", '‐': '-', '‑': '-', ـ: '', '\u00AD': '', '\u200C': '', '\u200D': '', '\u2060': '' },
};

/** Points above and below Arabic and Hebrew letters, which are seldom written, and variation selectors. */
const POINTS =
    /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u064B-\u065F\u0670]/gu;

/**
 * FlexSearch's normalisation (compatibility forms, no diacritics, lower case) with what would lose meaning switched
 * off: double letters and long numbers stay as they are. Its cache is off because it runs on timers.
 */
const encoder = new Encoder({
    normalize: true,
    split: /\s+/,
    numeric: false,
    dedupe: false,
    cache: false,
    maxlength: Number.MAX_SAFE_INTEGER,
    mapper: new Map(Object.entries(PLAIN_LETTERS)),
});

const ASCII = /^[\x00-\x7F]*$/;

/** True when no character needs folding or the slower, Unicode-aware patterns. */
export const isAscii = (text: string) => ASCII.test(text);

/**
 * One word as it is indexed: `Função` -> `funcao`, `Straße` -> `strasse`, `ＡＢＣ` -> `abc`. Marks that are part of a
 * letter in other scripts (Japanese, Korean, Indic) stay. The same for composed and decomposed spellings.
 */
export function foldWord(word: string): string {
    if (isAscii(word)) {
        return word.toLowerCase();
    }
    return encoder.encode(word.replace(POINTS, '')).join('').normalize('NFC');
}
