import { foldWord, isAscii } from './fold';
import { stemOf } from './stem';
import type { Atom, Token } from './token';

/** Longer words are cut: nobody types them, and they would fill the dictionary. */
const MAX_TERM = 64;
/** Identifiers of more parts, or longer ones, are found by their parts in order. */
const MAX_WHOLE_PARTS = 6;
const MAX_WHOLE = 48;

/** Scripts without spaces between words; Korean has them, but glues endings to the words. */
const UNSPACED = 'Han Hiragana Katakana Bopomofo Hangul Thai Lao Khmer Myanmar'
    .split(' ')
    .map((script) => `\\p{scx=${script}}`)
    .join('');
const RUN = new RegExp(`(?:(?=[\\p{L}\\p{N}\\p{M}])[${UNSPACED}])+`, 'gu');

const PART = /[^._\-'’‐‑]+/g;
const CONTRACTIONS = new Set(['s', 'd', 'm', 'll', 're', 've']);
const CAMEL_HUMP = /(?<=\p{Ll}|\d)(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;

/** Takes a word as the scanner cuts it, identifiers and runs of Chinese included. Positions count from its start. */
export function shapesOf(word: string): Token[] {
    if (isAscii(word)) {
        return [spacedToken(word, 0)].filter(hasAtoms);
    }
    const tokens: Token[] = [];
    let from = 0;
    for (const found of word.matchAll(RUN)) {
        tokens.push(spacedToken(word.slice(from, found.index), from), runToken(found[0], found.index));
        from = found.index + found[0].length;
    }
    tokens.push(spacedToken(word.slice(from), from));
    return tokens.filter(hasAtoms);
}

/** A word that is one atom, as the caller knows. */
export const plainToken = (word: string): Token => ({ start: 0, end: word.length, atoms: [atomOf(word, 0)] });

const hasAtoms = (token: Token) => token.atoms.length > 0;

/** One atom for each character that is not a mark on the one before. */
function runToken(run: string, offset: number): Token {
    const atoms = Array.from(run.matchAll(/\P{M}\p{M}*/gu), (found) => atomOf(found[0], offset + found.index));
    return { start: offset, end: offset + run.length, atoms: atoms.filter(({ text }) => text !== ''), isRun: true };
}

function spacedToken(word: string, offset: number): Token {
    const atoms = joinNumbers(joinContractions(word, partsOf(word, offset), offset));
    const text = atoms.map((atom) => atom.text).join('');
    const hasWhole = atoms.length > 1 && atoms.length <= MAX_WHOLE_PARTS && text.length <= MAX_WHOLE;
    return { start: offset, end: offset + word.length, atoms, ...(hasWhole ? { whole: text } : {}) };
}

function partsOf(word: string, offset: number): Atom[] {
    return Array.from(word.matchAll(PART))
        .flatMap((found) => {
            let at = offset + found.index;
            return humpsOf(found[0]).map((hump) => {
                const atom = atomOf(hump, at);
                at += hump.length;
                return atom;
            });
        })
        .filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
}

/** `fileName` -> `file`, `Name`. Not for `iPhone` or `URLs`, nor for the letter salad of generated ids. */
function humpsOf(part: string): string[] {
    if (!/[A-Z]/.test(part) && isAscii(part)) {
        return [part];
    }
    const humps = part.split(CAMEL_HUMP);
    return humps[0]!.length > 1 && part.length / humps.length >= 3 ? humps : [part];
}

function atomOf(part: string, start: number): Atom {
    const folded = foldWord(part);
    const text = folded.length > MAX_TERM ? folded.slice(0, MAX_TERM).replace(/[\uD800-\uDBFF]$/, '') : folded;
    const stem = stemOf(text);
    const end = start + part.length;
    return stem === text ? { text, start, end } : { text, start, end, stem };
}

/** `don't` is one word, and of `ana's` only `ana` is asked for. */
function joinContractions(word: string, atoms: Atom[], offset: number): Atom[] {
    const kept: Atom[] = [];
    for (const atom of atoms) {
        const last = kept.at(-1);
        const isAfterApostrophe = last !== undefined && /['’]/.test(word[atom.start - offset - 1] ?? '');
        if (isAfterApostrophe && atom.text === 't') {
            kept[kept.length - 1] = { ...last, text: `${last.text}t`, end: atom.end };
        } else if (atom.text !== '' && !(isAfterApostrophe && CONTRACTIONS.has(atom.text))) {
            kept.push(atom);
        }
    }
    return kept;
}

/** Versions, addresses and dates are one atom each, to be asked for by their beginnings too: `v8.2.1`, `8.2`, `8`. */
function joinNumbers(atoms: Atom[]): Atom[] {
    const joined: Atom[] = [];
    for (const atom of atoms) {
        const last = joined.at(-1);
        if (last && /^v?\d+(?:\.\d+)*$/.test(last.text) && /^\d+$/.test(atom.text) && last.text.length < MAX_TERM) {
            const start = last.text.replace(/^v/, '');
            const forms = [...(last.forms ?? (start === last.text ? [] : [last.text])), start];
            joined[joined.length - 1] = { text: `${start}.${atom.text}`, start: last.start, end: atom.end, forms };
        } else {
            joined.push(atom);
        }
    }
    return joined;
}
