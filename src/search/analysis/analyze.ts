import { fieldsOf, type AnalyzedSource } from './fields';
import { flagsOf } from './flags';
import { Recent } from './recent';
import { scan } from './scan';
import { aliasTerm, mentionTerm, tokenTerms } from './terms';
import { cut, foldText } from './tokenize';

export interface Analysis {
    /** Term -> how often. */
    terms: Map<string, number>;
    /** Number of words; a run of Chinese counts as half its characters. */
    length: number;
    flags: number;
}

/**
 * All the index keeps of a message's content: which words, not in which order. Never throws; ciphertext has no terms.
 */
export function analyze(source: AnalyzedSource): Analysis {
    const terms = new Map<string, number>();
    const fields = fieldsOf(source);
    let length = 0;
    for (const { text } of fields) {
        for (const raw of scan(text)) {
            const found = WORDS.get(raw);
            length += found.length;
            for (const term of found.terms) {
                terms.set(term, (terms.get(term) ?? 0) + 1);
            }
        }
    }
    for (const { id } of source.mentions) {
        terms.set(mentionTerm(id), 1);
    }
    if (source.alias) {
        terms.set(aliasTerm(foldText(source.alias)), 1);
    }
    return { terms, length, flags: flagsOf(source, fields) };
}

/** Terms and length of the words in recent use. */
const WORDS = new Recent(termsOf, 40_000, 32);

function termsOf(raw: string): { terms: string[]; length: number } {
    const [first, ...more] = cut(raw);
    if (!first) {
        return { terms: [], length: 0 };
    }
    const all = [first, ...more];
    return {
        terms: more.length === 0 ? tokenTerms(first) : all.flatMap(tokenTerms),
        length: all.reduce((sum, { atoms, isRun }) => sum + Math.ceil(isRun ? atoms.length / 2 : atoms.length), 0),
    };
}
