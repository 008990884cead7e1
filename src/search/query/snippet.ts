import type { Message } from '../../host/workspace';
import type { FieldName } from '../analysis/fields';
import { compileQuery, tellingGroups } from './compile';
import { highlightsOf, hitsOf, type FieldHits } from './match';
import type { Range } from './occurrences';
import type { ParsedQuery } from './parsed-query';

export interface Snippet {
    /** Where the text is from. */
    field: FieldName;
    /** On one line; `…` where it was cut. */
    text: string;
    /** Positions in `text`. */
    highlights: Range[];
}

const LENGTH = 160;
/** How far a cut may move to fall between two words. */
const SLACK = 24;

/**
 * The part of a message that shows best why it was found: the most of the question's words, in whole words, about
 * `length` UTF-16 units. The beginning of the text when the question asks for no words.
 */
export function snippet(
    parsed: ParsedQuery,
    message: Message,
    compiled = compileQuery(parsed),
    length = LENGTH,
): Snippet {
    const groups = tellingGroups(parsed).filter(({ isNegated }) => !isNegated);
    const fields = hitsOf(groups, message, compiled);
    const groupsIn = ({ hits }: FieldHits) => new Set(hits.map(({ group }) => group)).size;
    const [first, ...others] = fields;
    if (!first) {
        return { field: 'text', text: '', highlights: [] };
    }
    const best = others.reduce((found, next) => (groupsIn(next) > groupsIn(found) ? next : found), first);
    return cutOut(best, ...windowOf(best, length));
}

function cutOut(hits: FieldHits, start: number, end: number): Snippet {
    const { name, text } = hits.field;
    const part = text.slice(start, end).replace(/\s/g, ' ');
    const lead = part.length - part.trimStart().length;
    const before = start > 0 ? '…' : '';
    const body = part.trim();
    const shift = before.length - start - lead;
    const last = before.length + body.length;
    const highlights = highlightsOf(hits)
        .filter(([from, to]) => from < end && to > start)
        .map(([from, to]): Range => [Math.max(from + shift, before.length), Math.min(to + shift, last)]);
    return { field: name, text: before + body + (end < text.length ? '…' : ''), highlights };
}

/** The stretch that holds the most different words of the question, with room on both sides. */
function windowOf({ field: { text }, hits }: FieldHits, length: number): Range {
    if (text.length <= length) {
        return [0, text.length];
    }
    const sorted = [...hits].sort((a, b) => a.range[0] - b.range[0]);
    let best = { groups: 0, from: 0, to: 0 };
    for (const [i, { range }] of sorted.entries()) {
        const within = sorted.slice(i, i + SLACK).filter((hit) => hit.range[1] <= range[0] + length);
        const groups = new Set(within.map(({ group }) => group)).size;
        if (groups > best.groups) {
            best = { groups, from: range[0], to: Math.max(...within.map((hit) => hit.range[1])) };
        }
    }
    const margin = Math.max(0, Math.floor((length - (best.to - best.from)) / 2));
    const start = Math.max(0, Math.min(best.from - margin, text.length - length));
    return [cutBefore(text, start, best.from), cutAfter(text, Math.min(text.length, start + length), best.to)];
}

/** The first gap between words from here on, but not past what must be shown. */
function cutBefore(text: string, at: number, limit: number): number {
    if (at === 0) {
        return 0;
    }
    const gap = /\s/.exec(text.slice(at - 1, Math.min(at + SLACK, limit)));
    return gap ? at + gap.index : characterStart(text, at);
}

/** The last gap before this place, but not before what must be shown. */
function cutAfter(text: string, at: number, limit: number): number {
    if (at >= text.length) {
        return text.length;
    }
    const from = Math.max(at - SLACK, limit);
    const gap = /\s\S*$/.exec(text.slice(from, at + 1));
    return gap ? from + gap.index : characterStart(text, at);
}

/** Back to where the character begins: never between surrogates, nor before a mark or a joiner. */
function characterStart(text: string, at: number): number {
    let start = at;
    while (start > 0 && /^(?:[\uDC00-\uDFFF]|\p{M}|\u200D)/u.test(text.slice(start, start + 2))) {
        start -= 1;
    }
    return start > 0 && text[start - 1] === '\u200D' ? characterStart(text, start - 1) : start;
}
