import type { Dictionary } from './dictionary';

/** A term and the number of its messages. */
export interface CountedTerm {
    term: string;
    count: number;
}

/** Calls `visit` with every term that starts with `prefix`, in order. */
export function visitTerms(dictionary: Dictionary, prefix: string, visit: (term: string, count: number) => void): void {
    const walk = dictionary.walk(dictionary.blockOf(prefix));
    while (walk.next()) {
        if (walk.term.startsWith(prefix)) {
            visit(walk.term, walk.count);
        } else if (walk.term > prefix) {
            return;
        }
    }
}

/** The `max` most frequent terms that start with `prefix`, the most frequent first. */
export function frequentTerms(dictionary: Dictionary, prefix: string, max: number): CountedTerm[] {
    const found: CountedTerm[] = [];
    visitTerms(dictionary, prefix, (term, count) => {
        found.push({ term, count });
    });
    return mostFrequent(found, max);
}

/** The `max` most frequent of some terms, the most frequent first; equals in their own order. */
export function mostFrequent<T extends CountedTerm>(terms: T[], max: number): T[] {
    return terms.sort((a, b) => b.count - a.count || (a.term < b.term ? -1 : 1)).slice(0, max);
}
