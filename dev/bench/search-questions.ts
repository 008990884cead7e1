import type { Clause, CompiledQuery, IndexEntry } from '../../src/search/types';
import { randomNumbers } from './search-corpus';

const EACH = 60;
/** Words in a larger share of the messages are stop words here: no question is asked for them. */
const STOP_SHARE = 0.1;

export interface Question {
    kind: string;
    query: CompiledQuery;
}

/** Questions of all kinds, made of the words of a sample of the messages. */
export function makeQuestions(sample: readonly IndexEntry[], total: number): Question[] {
    const random = randomNumbers(3);
    const counts = new Map<string, number>();
    for (const { terms } of sample) {
        for (const term of terms.keys()) {
            counts.set(term, (counts.get(term) ?? 0) + total / sample.length);
        }
    }
    const words = [...counts].filter(([, count]) => count < STOP_SHARE * total).sort((a, b) => b[1] - a[1]);
    const between = (most: number, least: number) =>
        words.filter(([, count]) => count / total < most && count / total >= least).map(([word]) => word);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
    const frequent = between(STOP_SHARE, 0.01);
    const medium = between(0.005, 0.0005);
    const rare = words.slice(Math.floor(words.length / 2)).map(([word]) => word);
    const long = sample.filter(({ terms }) => terms.size >= 12);
    const kinds: Record<string, () => Clause[]> = {
        rare: () => [must(pick(rare))],
        medium: () => [must(pick(medium))],
        frequent: () => [must(pick(frequent))],
        pair: () => [must(pick(medium)), must(pick(frequent))],
        'frequent pair': () => [must(pick(frequent)), must(pick(frequent))],
        'question, any word': () => {
            const asked = [...pick(long).terms.keys()].filter((word) => (counts.get(word) ?? 0) < STOP_SHARE * total);
            return asked.slice(0, 8).map((term) => ({ ...must(term), occur: 'should' }));
        },
        prefix: () => [must(pick(medium).slice(0, 4), true)],
    };
    return Object.entries(kinds).flatMap(([kind, clauses]) =>
        Array.from({ length: EACH }, () => ({
            kind,
            query: { clauses: clauses(), flags: 0, sort: 'relevance' as const },
        })),
    );
}

function must(term: string, isPrefix?: true): Clause {
    return { variants: [{ term, weight: 1, ...(isPrefix && { isPrefix }) }], occur: 'must' };
}
