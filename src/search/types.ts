/**
 * The words the parts of the search engine share.
 *
 *   message ──analysis──► IndexEntry ──segment──► bytes ──index──► records of the host
 *   question ──query──► CompiledQuery ──segment (rank)──► Nomination ──re-read from the host──► hit
 *
 * The index only nominates: before a hit is shown its message is read again, so what is here may be late, never wrong.
 * Message text is never stored.
 */

/** What is kept of one message. */
export interface IndexEntry {
    id: string;
    roomId: string;
    authorId: string;
    /** When it was sent, milliseconds since 1970. */
    time: number;
    /** Grows with each change of the message; of two entries with one id the higher version counts. */
    version: number;
    /** Facts a query may ask for, `EntryFlag`s added up. */
    flags: number;
    /** Term -> how often it occurs. Terms come from `analysis/`; most entries have 5 to 40. */
    terms: ReadonlyMap<string, number>;
    /** Number of words, for length normalisation. */
    length: number;
}

export enum EntryFlag {
    Link = 1,
    File = 2,
    Image = 4,
    Code = 8,
    Reaction = 16,
    /** Has replies, or is one. */
    Thread = 32,
    Pinned = 64,
    Edited = 128,
}

/** One way a word of the question may stand in a message. */
export interface TermVariant {
    term: string;
    /** 1 for the word itself, less for a stem, a part or a correction. */
    weight: number;
    /** Every term that starts with `term`. */
    isPrefix?: true;
}

/** One thing asked for: any of its variants will do; in the score they count as one word, each by its weight. */
export interface Clause {
    variants: TermVariant[];
    /** `must`: without it no match. `should`: better with it. `not`: no match with it. */
    occur: 'must' | 'should' | 'not';
}

/** A question, ready for the segments: names are resolved, dates are numbers. */
export interface CompiledQuery {
    clauses: Clause[];
    /** Absent: every author. */
    authorIds?: ReadonlySet<string>;
    /** Milliseconds; from inclusive, to exclusive. */
    from?: number;
    to?: number;
    /** All of these flags. */
    flags: number;
    sort: 'relevance' | 'newest' | 'oldest';
}

/** A message the index proposes. */
export interface Nomination {
    id: string;
    roomId: string;
    time: number;
    version: number;
    score: number;
    /** Bit i: clause i of the query matched. */
    matched: number;
}
