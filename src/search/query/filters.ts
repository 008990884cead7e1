import { DATE_FORMS, parsePeriod, type Period } from './dates';
import type { Lexeme } from './lex';
import { factOf, factValues, meantValue, ORDERS, type NameOperator, type OperatorKind } from './operators';
import type { Group, ParsedQuery, Problem, Span, TimeFilter } from './parsed-query';

/** What an operator with its value comes to: a change of the question, words to be found in one field, or a mistake. */
export type Found = { apply(query: ParsedQuery): void } | { field: NonNullable<Group['field']> } | { problem: Problem };

/**
 * Reads `operator:value`, where the operator is of a known kind. The second result is how many of the following words it took
 * along (`during:last week`).
 */
export function filterOf(
    lexeme: Lexeme,
    kind: OperatorKind,
    following: Lexeme | undefined,
    now: number,
    utcOffset: number,
): [found: Found, used: number] {
    const { operator = '' } = lexeme;
    if (lexeme.text.trim() === '') {
        const message = `${operator}: needs a value right after the colon.`;
        return [problem(lexeme, 'missing_value', message), 0];
    }
    switch (kind) {
        case 'before':
        case 'after':
        case 'on': {
            const takesNext = isTwoWords(lexeme, following);
            const value = takesNext ? `${lexeme.text} ${following!.text}` : lexeme.text;
            const end = takesNext ? following!.end : lexeme.end;
            return [
                timeFilter(lexeme, { operator: kind, value, start: lexeme.start, end }, now, utcOffset),
                +takesNext,
            ];
        }
        case 'fact':
            return [factFilter(lexeme, operator), 0];
        case 'title':
        case 'description':
            return [{ field: kind }, 0];
        case 'order':
            return [order(lexeme), 0];
        case 'from':
        case 'in':
        case 'mentions':
            return [nameFilter(lexeme, kind), 0];
    }
}

const problem = ({ start, end }: Span, kind: Problem['kind'], message: string, more: Partial<Problem> = {}) => ({
    problem: { kind, message, start, end, ...more },
});

const isTwoWords = (lexeme: Lexeme, following: Lexeme | undefined) =>
    !lexeme.isQuoted &&
    /^(?:last|this)$/i.test(lexeme.text) &&
    following?.isQuoted === false &&
    following.operator === undefined &&
    /^\p{L}+$/u.test(following.text);

function timeFilter(lexeme: Lexeme, filter: TimeFilter, now: number, utcOffset: number): Found {
    const period = parsePeriod(filter.value, now, utcOffset);
    if (!period) {
        const message = `${filter.operator}: needs a date that exists, such as 2026-03-31, 31/03/2026, 2026-03 or yesterday.`;
        return problem(filter, 'bad_date', message, { supported: DATE_FORMS });
    }
    if (lexeme.isNegated) {
        const message = `${filter.operator}: cannot be turned round with -; use before: and after:.`;
        return problem(filter, 'not_negatable', message);
    }
    return { apply: (query) => query.times.push({ ...filter, ...bounds(filter.operator, period) }) };
}

const bounds = (operator: TimeFilter['operator'], { from, to }: Period) =>
    ({ before: { to: from }, after: { from: to }, on: { from, to } })[operator];

function factFilter({ text, isNegated, start, end }: Lexeme, operator: string): Found {
    const fact = factOf(operator, text);
    if (fact === undefined) {
        const supported = factValues(operator);
        const message = `${operator}: takes one of ${supported.join(', ')}.`;
        const suggestion = meantValue(text, supported);
        return problem({ start, end }, 'bad_value', message, { supported, ...(suggestion ? { suggestion } : {}) });
    }
    return { apply: (query) => query.facts.push({ fact, isNegated, start, end }) };
}

function order(lexeme: Lexeme): Found {
    const value = lexeme.text.toLowerCase();
    if (lexeme.isNegated || !Object.hasOwn(ORDERS, value)) {
        const supported = Object.keys(ORDERS);
        return problem(lexeme, 'bad_value', `order: takes one of ${supported.join(', ')}.`, { supported });
    }
    return {
        apply: (query) => {
            query.sort = ORDERS[value]!;
        },
    };
}

/** `from:ana,bob` names two, unless in quotes. */
function nameFilter(lexeme: Lexeme, kind: NameOperator): Found {
    const { start, end, isNegated, text, isQuoted } = lexeme;
    const names = (isQuoted ? [text] : text.split(',')).map((name) => name.trim().replace(/^[@#]/, '')).filter(Boolean);
    if (names.length === 0) {
        return problem(lexeme, 'missing_value', `${kind}: needs a name right after the colon.`);
    }
    return { apply: (query) => query[kind].push(...names.map((name) => ({ name, isNegated, start, end }))) };
}
