import type { Field } from '../analysis/fields';
import type { Atom, Token } from '../analysis/token';
import { tokenize } from '../analysis/tokenize';
import type { Term } from './parsed-query';

export type Range = [start: number, end: number];

/** A text with its atoms in a row, each with the token it belongs to. */
export interface ReadField extends Field {
    atoms: Atom[];
    tokens: Token[];
    /** For each atom, whether its token begins there. */
    begins: boolean[];
}

export function readField(field: Field): ReadField {
    const owners = tokenize(field.text).flatMap((token) => token.atoms.map((atom, i) => ({ token, atom, i })));
    return {
        ...field,
        atoms: owners.map(({ atom }) => atom),
        tokens: owners.map(({ token }) => token),
        begins: owners.map(({ i }) => i === 0),
    };
}

export interface Manner {
    /** Other forms of a word count too: `deployed` for `deploy`. */
    isLoose: boolean;
    corrections: ReadonlyMap<string, readonly string[]>;
}

/** Where a word, phrase or prefix stands in a text. The parts of each occurrence follow each other. */
export function occurrencesOf(term: Term, field: ReadField, manner: Manner): Range[] {
    const wanted = tokenize(term.text);
    const ranges: Range[] = [];
    for (let at = 0; at < field.atoms.length && wanted.length > 0; at += 1) {
        const end = endOfMatch(wanted, field, at, { ...manner, isPrefix: term.kind === 'prefix' });
        if (end !== undefined) {
            const isToken = field.begins[at] && wanted[0]!.exact !== undefined;
            ranges.push([isToken ? field.tokens[at]!.start : field.atoms[at]!.start, field.atoms[end - 1]!.end]);
        }
    }
    return ranges;
}

type PrefixManner = Manner & { isPrefix: boolean };

function endOfMatch(wanted: Token[], field: ReadField, start: number, manner: PrefixManner): number | undefined {
    let at: number | undefined = start;
    for (const [i, token] of wanted.entries()) {
        const isPrefix = manner.isPrefix && i === wanted.length - 1;
        at = endOfToken(token, field, at, { ...manner, isPrefix });
        if (at === undefined) {
            return undefined;
        }
    }
    return at;
}

/** The index of the atom after the token that was asked for, when that stands here. */
function endOfToken(wanted: Token, field: ReadField, at: number, manner: PrefixManner): number | undefined {
    const here = field.tokens[at];
    if (!here) {
        return undefined;
    }
    const fits = (name: string | undefined, asked: string) =>
        name === asked || (manner.isPrefix && name !== undefined && name.startsWith(asked));
    const { exact, whole = wanted.atoms.length === 1 ? wanted.atoms[0]!.text : undefined } = wanted;
    if (exact !== undefined) {
        return field.begins[at] && fits(here.exact, exact) ? at + here.atoms.length : undefined;
    }
    if (whole !== undefined && !wanted.isRun) {
        if (field.begins[at] && fits(here.whole, whole)) {
            return at + here.atoms.length;
        }
        if (fits(field.atoms[at]!.text, whole)) {
            return at + 1;
        }
    }
    const isHere = wanted.atoms.every((atom, i) => {
        const isLast = i === wanted.atoms.length - 1;
        const found = field.atoms[at + i];
        return found !== undefined && atomFits(atom, found, { ...manner, isPrefix: manner.isPrefix && isLast });
    });
    return isHere ? at + wanted.atoms.length : undefined;
}

function atomFits(wanted: Atom, found: Atom, { isLoose, isPrefix, corrections }: PrefixManner): boolean {
    return (
        found.text === wanted.text ||
        found.forms?.includes(wanted.text) === true ||
        (isPrefix && found.text.startsWith(wanted.text)) ||
        (isLoose && (found.stem ?? found.text) === (wanted.stem ?? wanted.text)) ||
        corrections.get(wanted.text)?.includes(found.text) === true
    );
}
