import { addCorrections, type CompiledSearch } from './query/compile';
import type { Segment } from './segment';

/** Corrections of one word at most. */
const MAX_CORRECTIONS = 4;

/** Shorter words have too many neighbours to guess from. */
const MIN_LENGTH = 4;
const LENGTH_FOR_TWO_SLIPS = 8;

/**
 * Adds, to words in at most `rare` messages, words of the vocabulary that they may be a slip of. Which of them the person is
 * told of is decided later, by what is found: the vocabulary is everybody's, and must not tell what others write about.
 */
export function correctTypos(compiled: CompiledSearch, segments: Segment[], rare: number): CompiledSearch {
    return compiled.clauses.reduce((corrected, { variants, occur }, index) => {
        const word = variants[0];
        const isCandidate = occur !== 'not' && word && !word.isPrefix && /^\p{L}+$/u.test(word.term);
        if (!isCandidate || [...word.term].length < MIN_LENGTH || countOf(segments, word.term) > rare) {
            return corrected;
        }
        const known = new Set(variants.map(({ term }) => term));
        const near = nearTerms(segments, word.term).filter((term) => !known.has(term));
        return addCorrections(corrected, index, near.slice(0, MAX_CORRECTIONS));
    }, compiled);
}

const countOf = (segments: Segment[], term: string) =>
    segments.reduce((sum, segment) => sum + segment.countOf(term), 0);

/** Words, not stems or parts; the nearest first, then the most frequent. */
function nearTerms(segments: Segment[], term: string): string[] {
    const slips = [...term].length >= LENGTH_FOR_TWO_SLIPS ? 2 : 1;
    const found = new Map<string, { edits: number; count: number }>();
    for (const near of segments.flatMap((segment) => segment.nearTerms(term, slips, 2 * MAX_CORRECTIONS, 'letters'))) {
        const count = (found.get(near.term)?.count ?? 0) + near.count;
        found.set(near.term, { edits: near.edits, count });
    }
    return [...found].sort(([, a], [, b]) => a.edits - b.edits || b.count - a.count).map(([word]) => word);
}
