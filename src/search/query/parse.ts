import { isStopWord } from '../analysis/stop-words';
import { tokenize } from '../analysis/tokenize';
import { filterOf } from './filters';
import { lex, type Lexeme } from './lex';
import { meantOperator, operatorKind, OPERATORS, type OperatorKind } from './operators';
import type { Group, ParsedQuery, Problem, Span, Term } from './parsed-query';

/** Words, phrases and filters of one question. Words that only carry the sentence are not counted. */
export const MAX_TERMS = 24;
/** Characters of a question; the rest is not read. */
export const MAX_QUERY_LENGTH = 4_000;

/**
 * Reads a question. Never throws, and takes time in proportion to its length: what is wrong with it stands in
 * `problems`, each with what could be written instead. What merely looks like an operator (`https://…`, `10:30`,
 * `std::vector`) is text.
 *
 * @param now       what `today` means, milliseconds
 * @param utcOffset where days begin for the reader, in hours from UTC
 */
export function parseQuery(text: string, now: number, utcOffset = 0): ParsedQuery {
    return new Parser(text.slice(0, MAX_QUERY_LENGTH), now, utcOffset).parse(text.length > MAX_QUERY_LENGTH);
}

class Parser {
    private readonly query: ParsedQuery = {
        ...{ groups: [], from: [], in: [], mentions: [], facts: [], times: [] },
        ...{ sort: 'relevance', problems: [] },
    };
    private readonly lexemes: Lexeme[];
    private readonly shouts: boolean;
    private next = 0;
    private count = 0;

    constructor(
        private readonly text: string,
        private readonly now: number,
        private readonly utcOffset: number,
    ) {
        this.lexemes = lex(text);
        this.shouts = !/\p{Ll}/u.test(text);
    }

    parse(wasCut: boolean): ParsedQuery {
        while (this.next < this.lexemes.length) {
            this.readOne(this.lexemes[this.next]!);
        }
        if (wasCut) {
            const message = `A question has at most ${MAX_QUERY_LENGTH} characters.`;
            this.report({ kind: 'too_long', message, start: MAX_QUERY_LENGTH, end: MAX_QUERY_LENGTH });
        }
        if (this.query.problems.length === 0 && !this.asksForSomething()) {
            const message =
                'There is nothing to look for: add a word, a "phrase", or an operator such as from: or in:.';
            this.report({ kind: 'nothing_to_find', message, start: 0, end: this.text.length, supported: OPERATORS });
        }
        return this.query;
    }

    private readOne(lexeme: Lexeme): void {
        this.next += 1;
        const following = this.lexemes[this.next];
        if (following && this.isOr(lexeme)) {
            this.readAlternative(lexeme, following);
        } else if (following && this.isNot(lexeme)) {
            this.next += 1;
            this.readOperand({ ...following, start: lexeme.start, isNegated: true });
        } else {
            this.readOperand(lexeme);
        }
    }

    /** `OR` needs something on both sides; at an end of the question it is a word. */
    private isOr({ text, isQuoted, operator, isNegated }: Lexeme): boolean {
        const isSign = text === 'OR' || text === '|' || text === '||';
        return isSign && !isQuoted && !operator && !isNegated && this.next > 1;
    }

    /** Not where everything is in capitals: `DO NOT DEPLOY` is shouting. */
    private isNot({ text, isQuoted, operator, isNegated }: Lexeme): boolean {
        return text === 'NOT' && !isQuoted && !operator && !isNegated && !this.shouts;
    }

    private readAlternative(or: Lexeme, following: Lexeme): void {
        const { groups } = this.query;
        const before = this.lexemes[this.next - 2]!;
        const kind = following.operator === undefined ? undefined : operatorKind(following.operator);
        const known = groups.length;
        const [group] = groups.slice(-1);
        this.next += 1;
        this.readOperand(following);
        const added = groups.slice(known);
        const joinsNames = (kind === 'from' || kind === 'in') && before.operator !== undefined;
        if (joinsNames && kind === operatorKind(before.operator!) && !following.isNegated && !before.isNegated) {
            return; // several names of one operator are alternatives anyway
        }
        const last = group?.terms.at(-1);
        const follows = group && last && last.end === before.end && !group.isNegated && !group.field;
        if (follows && added.length === 1 && !added[0]!.isNegated && !added[0]!.field) {
            group.terms.push(...added[0]!.terms);
            groups.pop();
            return;
        }
        const message = 'OR stands between words or phrases, or between names of one operator (from:ana OR from:bob).';
        this.report({ kind: 'bad_or', message, start: or.start, end: or.end });
    }

    private readOperand(lexeme: Lexeme): void {
        const { operator } = lexeme;
        if (operator === undefined || (!lexeme.isQuoted && /^(?:\/\/|:|\\)/.test(lexeme.text))) {
            this.addTerm(lexeme);
        } else {
            const kind = operatorKind(operator);
            if (kind) {
                this.readFilter(lexeme, kind);
            } else {
                this.readUnknown(lexeme, operator);
            }
        }
    }

    private readFilter(lexeme: Lexeme, kind: OperatorKind): void {
        const [found, used] = filterOf(lexeme, kind, this.lexemes[this.next], this.now, this.utcOffset);
        this.next += used;
        if ('problem' in found) {
            this.report(found.problem);
        } else if ('field' in found) {
            this.addTerm({ ...lexeme, operator: undefined }, found.field);
        } else if (this.fits(lexeme)) {
            found.apply(this.query);
        }
    }

    private readUnknown(lexeme: Lexeme, operator: string): void {
        const meant = lexeme.text === '' ? undefined : meantOperator(operator, lexeme.text);
        if (meant === undefined) {
            this.addTerm(lexeme);
            return;
        }
        this.report({
            kind: 'unknown_operator',
            message: `There is no operator ${operator}:. Did you mean ${meant}:? Put it in quotes to search for the text.`,
            start: lexeme.start,
            end: lexeme.end,
            suggestion: `${meant}:`,
            supported: OPERATORS,
        });
    }

    private addTerm(lexeme: Lexeme, field?: Group['field']): void {
        const term = this.termOf(lexeme);
        const atoms = tokenize(term.text).flatMap((token) => token.atoms);
        if (atoms.length === 0) {
            return;
        }
        const isCounted = !atoms.every(({ text }) => isStopWord(text));
        if (!isCounted || this.fits(lexeme)) {
            const group: Group = { terms: [term], isNegated: lexeme.isNegated };
            this.query.groups.push(field ? { ...group, field } : group);
        }
    }

    /** A word that only looked like an operator gets its front back. */
    private termOf({ start, end, text, isQuoted, operator }: Lexeme): Term {
        if (operator !== undefined) {
            const whole = isQuoted ? `${operator}: ${text}` : `${operator}:${text}`;
            return { kind: isQuoted ? 'phrase' : 'word', text: whole, start, end };
        }
        if (isQuoted) {
            return { kind: 'phrase', text, start, end };
        }
        const word = /^(?:OR|NOT)$/.test(text) ? text.toLowerCase() : text;
        const isPrefix = /[\p{L}\p{N}\p{M}]\*$/u.test(word);
        return { kind: isPrefix ? 'prefix' : 'word', text: isPrefix ? word.slice(0, -1) : word, start, end };
    }

    private fits({ start, end }: Span): boolean {
        this.count += 1;
        if (this.count === MAX_TERMS + 1) {
            const message = `A question has at most ${MAX_TERMS} words, phrases and operators. Leave out the less telling.`;
            this.report({ kind: 'too_many_terms', message, start, end });
        }
        return this.count <= MAX_TERMS;
    }

    private asksForSomething(): boolean {
        const { groups, from, in: rooms, mentions, facts, times } = this.query;
        const filters = [...groups, ...from, ...rooms, ...mentions, ...facts];
        return times.length > 0 || filters.some(({ isNegated }) => !isNegated);
    }

    private report(problem: Problem): void {
        this.query.problems.push(problem);
    }
}
