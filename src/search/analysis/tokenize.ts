import { foldWord } from './fold';
import { scanWithPositions } from './scan';
import type { Token } from './token';
import { plainToken, shapesOf } from './word-shape';

/**
 * Cuts a text into tokens, in order. Positions refer to the text in its composed form (NFC), which is how nearly all
 * text is written. Linear in the length of the text; never throws.
 */
export function tokenize(text: string): Token[] {
    return scanWithPositions(text).flatMap(({ raw, start }) => cut(raw).map((token) => moved(token, start)));
}

const WEB_ADDRESS = /^https?:\/\/(?:www\.)?$/;
const SHORTCODE = /^:(.+):$/;
const EMOJI = /^(?:\p{RI}|\p{Extended_Pictographic})/u;
const EMOJI_VARIANTS = /[\uFE0F\u{1F3FB}-\u{1F3FF}]/gu;
const SIGNED = /^([@#]?)(.*?)(\+\+|#)?$/s;

/** No signs, no parts, no other scripts: most words. */
const PLAIN = /^(?:[A-Z]?[a-z]+|[A-Z]+|\d+)$/;

/** What the scanner found, cut into tokens whose positions count from its start. */
export function cut(raw: string): Token[] {
    if (PLAIN.test(raw)) {
        return [plainToken(raw)];
    }
    if (WEB_ADDRESS.test(raw)) {
        return [];
    }
    const name = SHORTCODE.exec(raw)?.[1];
    if (name !== undefined) {
        return [shortcode(name)];
    }
    if (EMOJI.test(raw)) {
        return [single(raw.replace(EMOJI_VARIANTS, ''), raw.length)];
    }
    const [, sign = '', word = '', end = ''] = SIGNED.exec(raw)!;
    return signed(word, sign, end);
}

const single = (text: string, length: number): Token => ({
    start: 0,
    end: length,
    atoms: [{ text, start: 0, end: length }],
});

/** `:+1:` has no words in it; `:party_parrot:` has. */
function shortcode(name: string): Token {
    const exact = `:${name.toLowerCase()}:`;
    const [words, ...more] = /^[a-z]/i.test(name) ? shapesOf(name) : [];
    return words && more.length === 0
        ? { ...moved(words, 1), start: 0, end: exact.length, exact }
        : single(exact, exact.length);
}

function signed(word: string, sign: string, end: string): Token[] {
    const shapes = shapesOf(word);
    const [first, ...more] = shapes;
    // `C++` and `F#` are names; the sign after `done#` means nothing more than the word does.
    const special = end === '++' || word.length === 1 ? end : '';
    if (!first || more.length > 0 || first.isRun || sign + special === '') {
        return shapes.map((shape) => moved(shape, sign.length));
    }
    const text = first.whole ?? first.atoms.map((atom) => atom.text).join('');
    const length = sign.length + word.length + special.length;
    return [{ ...moved(first, sign.length), start: 0, end: length, exact: sign + text + special }];
}

function moved(token: Token, by: number): Token {
    if (by === 0) {
        return token;
    }
    return {
        ...token,
        start: token.start + by,
        end: token.end + by,
        atoms: token.atoms.map((atom) => ({ ...atom, start: atom.start + by, end: atom.end + by })),
    };
}

/** A text folded word by word, for comparing names and values. */
export const foldText = (text: string) => text.normalize('NFC').split(/\s+/).filter(Boolean).map(foldWord).join(' ');
