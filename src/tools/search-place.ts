import { createHash } from 'crypto';
import type { ParsedQuery } from '../search/query/parsed-query';
import type { Reading, SearchAnswer } from '../search/search';
import { writeCursor } from './cursor';
import type { HitView } from './search-hits';

/** Where the next page starts. */
export interface Place {
    reading: Reading;
    /** By date: below this message. */
    after?: { time: number; id: string };
    /** By relevance: what was shown, as short hashes; ranks shift while people write, what was shown does not. */
    shown?: string;
}

/** Deeper than this by relevance, a better question serves better. */
const MAX_SHOWN = 200;
const HASH_LENGTH = 4;

/** The cursor of the page after this one, if there is one. `fitting`: the hits that were shown. */
export function nextPage(
    question: unknown[],
    parsed: ParsedQuery,
    fitting: HitView[],
    answer: SearchAnswer,
    before?: Place,
) {
    const last = fitting.at(-1);
    if (!last || (!answer.hasMore && fitting.length === answer.hits.length)) {
        return {};
    }
    const { reading } = answer;
    if (parsed.sort !== 'relevance') {
        const after = { time: Date.parse(last.time), id: last.id };
        return { nextCursor: writeCursor(question, { reading, after } satisfies Place) };
    }
    const shown = (before?.shown ?? '') + fitting.map(({ id }) => shortHash(id)).join('');
    return shown.length / HASH_LENGTH >= MAX_SHOWN
        ? {}
        : { nextCursor: writeCursor(question, { reading, shown } satisfies Place) };
}

const shortHash = (id: string) => createHash('sha1').update(id).digest('base64url').slice(0, HASH_LENGTH);

/** Whether a message is among those shown on earlier pages. */
export function isShown(shown: string, id: string): boolean {
    const hash = shortHash(id);
    for (let at = shown.indexOf(hash); at >= 0; at = shown.indexOf(hash, at + 1)) {
        if (at % HASH_LENGTH === 0) {
            return true;
        }
    }
    return false;
}

/** How many messages that stands for. */
export const countShown = (shown: string) => shown.length / HASH_LENGTH;
