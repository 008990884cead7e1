import type { TermVariant } from '../types';
import type { Atom, Token } from './token';
import { tokenize } from './tokenize';

/**
 * What tokens are called in the index, and by which of these names a question asks for them. Words stand there folded
 * and by themselves; what is not a word of the text begins with a sign that no word begins with.
 */
const stemTerm = (stem: string) => `~${stem}`;
export const mentionTerm = (id: string) => `=@${id}`;
export const aliasTerm = (foldedAlias: string) => `=as:${foldedAlias}`;

/** A stem is nearly the word; a part of an identifier is much less than the identifier. */
const STEM_WEIGHT = 0.8;
const PART_WEIGHT = 0.6;

/** Every term a token is found by, some more than once when it holds a word twice. */
export function tokenTerms({ atoms, whole, exact, isRun }: Token): string[] {
    if (isRun) {
        return runTerms(atoms);
    }
    const terms: string[] = [];
    for (const { text, stem, forms } of atoms) {
        terms.push(text);
        if (stem !== undefined) {
            terms.push(stemTerm(stem));
        }
        if (forms) {
            terms.push(...forms);
        }
    }
    if (whole !== undefined) {
        terms.push(whole);
    }
    if (exact !== undefined) {
        terms.push(exact);
    }
    return terms;
}

/** Each pair of neighbours, and the last character, so that every single one begins some term. */
const runTerms = (atoms: Atom[]) => atoms.map((atom, i) => atom.text + (atoms[i + 1]?.text ?? ''));

/**
 * What must be in a message for the token to be there: one list of variants for each clause. More than one clause
 * stands for parts whose order only the text itself can tell. `isExact`: no other forms of a word.
 */
export function tokenClauses(token: Token, isExact = false): TermVariant[][] {
    if (token.exact !== undefined) {
        return [[{ term: token.exact, weight: 1 }]];
    }
    if (token.isRun) {
        return runClauses(token.atoms);
    }
    const { whole } = token;
    if (whole === undefined) {
        return token.atoms.map((atom) => (isExact ? [{ term: atom.text, weight: 1 }] : atomVariants(atom)));
    }
    return token.atoms.map((atom) => [
        { term: whole, weight: 1 },
        { term: atom.text, weight: PART_WEIGHT },
    ]);
}

/** A word as it stands, another form of it, or the bare stem. */
function atomVariants({ text, stem }: Atom): TermVariant[] {
    const key = stem ?? (/^[a-z]{3,}$/.test(text) ? text : undefined);
    return [
        { term: text, weight: 1 },
        ...(key === undefined ? [] : [{ term: stemTerm(key), weight: STEM_WEIGHT }]),
        ...(stem === undefined || stem.length < 3 ? [] : [{ term: stem, weight: STEM_WEIGHT }]),
    ];
}

/** Every second pair covers the run; a single character is asked for as the beginning of a pair. */
function runClauses(atoms: Atom[]): TermVariant[][] {
    if (atoms.length === 1) {
        return [[{ term: atoms[0]!.text, weight: 1, isPrefix: true }]];
    }
    const pairs = runTerms(atoms).slice(0, -1);
    return pairs.filter((_, i) => i % 2 === 0 || i === pairs.length - 1).map((term) => [{ term, weight: 1 }]);
}

/**
 * How a word of a question may stand in a message: itself folded, other forms of it, an identifier written as one.
 * Empty for a text without any word. For all that an identifier's parts ask for, see `tokenClauses`.
 */
export function wordVariants(word: string): TermVariant[] {
    return (
        tokenize(word)
            .flatMap((token) => tokenClauses(token))
            .at(0) ?? []
    );
}
