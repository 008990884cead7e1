import type { Fact } from './parsed-query';

/** What each operator is for. Several spellings may stand for one. */
export type OperatorKind = NameOperator | 'before' | 'after' | 'on' | 'fact' | 'title' | 'description' | 'order';
export type NameOperator = 'from' | 'in' | 'mentions';

const KINDS = new Map<string, OperatorKind>([
    ['from', 'from'],
    ['in', 'in'],
    ['mentions', 'mentions'],
    ['mention', 'mentions'],
    ['before', 'before'],
    ['after', 'after'],
    ['on', 'on'],
    ['during', 'on'],
    ['has', 'fact'],
    ['is', 'fact'],
    ['file-title', 'title'],
    ['file-desc', 'description'],
    ['order', 'order'],
]);

/** One spelling of each, for lists. */
export const OPERATORS: readonly string[] = [...KINDS.keys()]
    .filter((name) => name !== 'mention')
    .map((name) => `${name}:`);

export const operatorKind = (name: string) => KINDS.get(name.toLowerCase());

const HAS: Record<string, Fact> = {
    ...{ link: 'link', url: 'link', file: 'file', image: 'image', code: 'code', reaction: 'reaction' },
    thread: 'thread',
};
const IS: Record<string, Fact> = { thread: 'thread', dm: 'dm', pinned: 'pinned', edited: 'edited' };

export const factValues = (operator: string) => Object.keys(operator.toLowerCase() === 'is' ? IS : HAS);

/** What `has:` or `is:` asks for with this value, or undefined. */
export function factOf(operator: string, value: string): Fact | undefined {
    const facts = operator.toLowerCase() === 'is' ? IS : HAS;
    const key = value.toLowerCase();
    return Object.hasOwn(facts, key) ? facts[key] : undefined;
}

export const ORDERS: Record<string, 'newest' | 'oldest' | 'relevance'> = {
    ...{ desc: 'newest', newest: 'newest', asc: 'oldest', oldest: 'oldest', relevance: 'relevance' },
};

/** How other chats and mail programs call the same. */
const ELSEWHERE: Record<string, string> = {
    ...{ author: 'from', sender: 'from', user: 'from', by: 'from', channel: 'in', room: 'in', to: 'mentions' },
    ...{ since: 'after', newer: 'after', until: 'before', older: 'before', date: 'on', filename: 'file-title' },
    ...{ sort: 'order', label: 'has' },
};

/**
 * The operator that was probably meant by an unknown one, or undefined when the word is more likely a text with a colon
 * in it (`localhost:3000`, `error:timeout`).
 */
export function meantOperator(name: string, value: string): string | undefined {
    const written = name.toLowerCase();
    if (Object.hasOwn(ELSEWHERE, written)) {
        return ELSEWHERE[written];
    }
    const near = [...KINDS.keys()]
        .map((known) => ({ known, distance: editDistance(written, known) }))
        .filter(({ known, distance }) => distance <= allowedDistance(written, known, value))
        .sort((a, b) => a.distance - b.distance)[0];
    return near?.known;
}

/** The value that was probably meant, of those there are. */
export function meantValue(written: string, values: readonly string[]): string | undefined {
    const near = values
        .map((value) => ({ value, distance: editDistance(written.toLowerCase(), value) }))
        .sort((a, b) => a.distance - b.distance)[0];
    return near && near.distance <= 2 && near.distance < near.value.length / 2 ? near.value : undefined;
}

/** Short operators are one letter away from half the dictionary: there the value must fit as well. */
function allowedDistance(written: string, known: string, value: string): number {
    if (Math.min(written.length, known.length) >= 4) {
        return Math.max(written.length, known.length) >= 6 ? 2 : 1;
    }
    const fits = KINDS.get(known) === 'fact' ? factOf(known, value) !== undefined : known === 'in' && /^#/.test(value);
    return fits ? 1 : 0;
}

/** Letters to change, add, drop or swap with their neighbour. Both words are short: operators have 20 letters at most. */
export function editDistance(a: string, b: string): number {
    if (Math.abs(a.length - b.length) > 2) {
        return 3;
    }
    const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
    for (let i = 1; i <= a.length; i += 1) {
        const row = [i];
        for (let j = 1; j <= b.length; j += 1) {
            const same = a[i - 1] === b[j - 1] ? 0 : 1;
            const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
            const edit = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + same);
            row.push(swapped ? Math.min(edit, rows[i - 2]![j - 2]! + 1) : edit);
        }
        rows.push(row);
    }
    return rows[a.length]![b.length]!;
}
