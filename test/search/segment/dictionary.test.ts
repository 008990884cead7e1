import fc from 'fast-check';
import type { Segment } from '../../../src/search/segment';
import { NOW, segmentOf } from './documents';

/** A segment with one message for every time a term is given. */
function withTerms(terms: string[]): Segment {
    return segmentOf(
        terms.map((term, i) => ({
            id: String(i),
            roomId: 'r',
            authorId: 'u',
            time: NOW,
            version: 0,
            flags: 0,
            terms: new Map([[term, 1]]),
            length: 1,
        })),
    );
}

const term = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'ü'), maxLength: 6 });
const many = fc.array(term, { maxLength: 200 });
const countsOf = (terms: string[]) => {
    const counts = new Map<string, number>();
    terms.forEach((each) => counts.set(each, (counts.get(each) ?? 0) + 1));
    return [...counts].map(([each, count]) => ({ term: each, count }));
};
const byCount = (a: { term: string; count: number }, b: { term: string; count: number }) =>
    b.count - a.count || (a.term < b.term ? -1 : 1);

/** Edits between two words, a swap of neighbours being one; straight from the definition. */
function edits(a: string, b: string): number {
    const rows = Array.from({ length: a.length + 1 }, (_, i) =>
        Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
    );
    for (let i = 1; i <= a.length; i++) {
        for (let j = 1; j <= b.length; j++) {
            const cost = a[i - 1] === b[j - 1] ? 0 : 1;
            let least = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + cost);
            if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
                least = Math.min(least, rows[i - 2]![j - 2]! + 1);
            }
            rows[i]![j] = least;
        }
    }
    return rows[a.length]![b.length]!;
}

describe('the dictionary of a segment', () => {
    it('counts the messages of each term', () => {
        fc.assert(
            fc.property(many, term, (terms, other) => {
                const segment = withTerms(terms);
                [...terms, other].forEach((each) => {
                    expect(segment.countOf(each)).toBe(terms.filter((known) => known === each).length);
                });
            }),
        );
    });

    it('lists the most frequent terms that begin alike', () => {
        fc.assert(
            fc.property(many, term, fc.nat({ max: 20 }), (terms, prefix, max) => {
                const expected = countsOf(terms.filter((each) => each.startsWith(prefix))).sort(byCount);
                expect(withTerms(terms).terms(prefix, max)).toEqual(expected.slice(0, max));
            }),
        );
    });

    it.each([0, 1, 2])('finds all terms within %d edits and no others', (maxEdits) => {
        fc.assert(
            fc.property(many, term, (terms, word) => {
                const expected = countsOf(terms)
                    .map((each) => ({ ...each, edits: edits(word, each.term) }))
                    .filter((each) => each.edits <= maxEdits)
                    .sort((a, b) => a.edits - b.edits || byCount(a, b));
                expect(withTerms(terms).nearTerms(word, maxEdits, 1000)).toEqual(expected);
            }),
        );
    });

    it('finds, if asked to, only near terms made of letters', () => {
        const segment = withTerms(['teh', '~the', 'the', 'th3', 't.e', 'thé', '東he', '=@the', 'th']);
        expect(segment.nearTerms('the', 1, 20, 'letters').map((near) => near.term)).toEqual([
            'the',
            ...['teh', 'th', 'thé', '東he'].sort(),
        ]);
    });

    it('holds terms that are longer than its short form', () => {
        const terms = ['x'.repeat(14), 'x'.repeat(15), 'x'.repeat(15) + 'y'.repeat(200), 'x'.repeat(300)];
        const segment = withTerms(terms);
        expect(segment.terms('', 10).map((each) => each.term)).toEqual([...terms].sort());
        terms.forEach((each) => expect(segment.countOf(each)).toBe(1));
    });
});
