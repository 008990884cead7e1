import type { Group, ParsedQuery, Term } from './parsed-query';

/** Writes a question so that reading it again means the same. For answers that say what was understood. */
export function printQuery(query: ParsedQuery): string {
    const minus = (isNegated: boolean) => (isNegated ? '-' : '');
    const names = (['from', 'in', 'mentions'] as const).flatMap((operator) =>
        query[operator].map(({ name, isNegated }) => `${minus(isNegated)}${operator}:${quoted(name)}`),
    );
    const facts = query.facts.map(({ fact, isNegated }) => `${minus(isNegated)}${factOperator(fact)}:${fact}`);
    const times = query.times.map(({ operator, value }) => `${operator}:${quoted(value)}`);
    const order = { relevance: [], newest: ['order:desc'], oldest: ['order:asc'] }[query.sort];
    return [...query.groups.map(printGroup), ...names, ...facts, ...times, ...order].join(' ');
}

const FIELD_OPERATORS = { title: 'file-title:', description: 'file-desc:' };

function printGroup({ terms, isNegated, field }: Group): string {
    const front = `${isNegated ? '-' : ''}${field ? FIELD_OPERATORS[field] : ''}`;
    return terms.map((term) => front + printTerm(term)).join(' OR ');
}

function printTerm({ kind, text }: Term): string {
    return kind === 'phrase' ? quoted(text) : kind === 'prefix' ? `${text}*` : text;
}

/** In quotes that the text itself does not hold. */
function quoted(text: string): string {
    const [open, close] = ['""', '“”', '«»', '「」', '『』'].find((pair) => !text.includes(pair[1]!)) ?? '""';
    return `${open}${text}${close}`;
}

const factOperator = (fact: string) => (['dm', 'pinned', 'edited'].includes(fact) ? 'is' : 'has');
