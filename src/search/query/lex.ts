import type { Span } from './parsed-query';

/** One thing of a question that stands by itself. */
export interface Lexeme extends Span {
    /** Written right before it: `-word`, `-"phrase"`, `-from:ana`. */
    isNegated: boolean;
    /** The letters before the colon of `from:ana`, whether there is such an operator or not. */
    operator?: string;
    /** What stands after the colon, or all of it; without the quotes. */
    text: string;
    isQuoted: boolean;
}

const QUOTES: Record<string, string> = { '"': '"', '“': '”', '„': '“', '«': '»', '「': '」', '『': '』' };

const OPERATOR = /([A-Za-z][A-Za-z-]{0,19}):/y;
const BARE = /[^\s]+/y;
const GAP = /\s*/y;

/**
 * Cuts a question into what stands between spaces, or between quotes. Linear. Brackets, dashes in a row and quotes that
 * never close mean nothing in front of a word.
 */
export function lex(query: string): Lexeme[] {
    const lexemes: Lexeme[] = [];
    const quotes = new Quotes(query);
    let at = endOf(GAP, query, 0);
    while (at < query.length) {
        const start = at;
        const isNegated = /^-[^\s-]/.test(query.slice(at, at + 2));
        while ('-('.includes(query[at] ?? ' ') || quotes.isOpen(at)) {
            at += 1;
        }
        OPERATOR.lastIndex = at;
        const operator = OPERATOR.exec(query)?.[1];
        const valueAt = operator === undefined ? at : at + operator.length + 1;
        const closing = quotes.closing(valueAt);
        const end = closing === undefined ? endOf(BARE, query, valueAt) : closing + 1;
        const text = closing === undefined ? query.slice(valueAt, end) : query.slice(valueAt + 1, closing);
        const found = { start, end, isNegated, text: closing === undefined ? unbracketed(text) : text };
        lexemes.push({ ...found, isQuoted: closing !== undefined, ...(operator === undefined ? {} : { operator }) });
        at = endOf(GAP, query, Math.max(end, start + 1));
    }
    return lexemes;
}

/** Brackets around words mean nothing; those inside of `call(x)` belong to the text. */
const unbracketed = (text: string) => (text.includes('(') ? text : text.replace(/\)+$/, ''));

function endOf(pattern: RegExp, text: string, from: number): number {
    pattern.lastIndex = from;
    return from + (pattern.exec(text)?.[0].length ?? 0);
}

/** Finds the quote that closes another, looking at each stretch of the text once only. */
class Quotes {
    private readonly lastOf = new Map<string, number>();

    constructor(private readonly text: string) {
        Object.values(QUOTES).forEach((quote) => this.lastOf.set(quote, text.lastIndexOf(quote)));
    }

    /** Where the quote that opens at this place is closed, if there is one and it is. */
    closing(at: number): number | undefined {
        const opening = this.text[at] ?? '';
        const closer = Object.hasOwn(QUOTES, opening) ? QUOTES[opening]! : undefined;
        return closer !== undefined && this.lastOf.get(closer)! > at ? this.text.indexOf(closer, at + 1) : undefined;
    }

    /** True for an opening quote that is not closed. */
    isOpen(at: number): boolean {
        return Object.hasOwn(QUOTES, this.text[at] ?? '') && this.closing(at) === undefined;
    }
}
