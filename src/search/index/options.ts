const MINUTE = 60_000;

/** Sizes and times of the index. Tests make them small; nobody else has a reason to change them. */
export interface IndexOptions {
    /** A question looks for news of other processes if the last look was longer ago. 0: each question does. */
    refreshEveryMs: number;
    /** A process merges its tails when there are so many, or so many characters of them: each look reads them all. */
    tailCount: number;
    tailCharacters: number;
    /** How many segments of one size make the next size. */
    fanIn: number;
    /** Largest number of entries in a segment. */
    maxEntries: number;
    /** Tails of others are merged when they are older: their process would have done it, were it alive. */
    quietMs: number;
    /** What is replaced stays so long: someone may be reading it. */
    graceMs: number;
    /** A merge that takes longer is given up: what it read may have been forgotten since. */
    mergeMs: number;
    /** Graves stay so long, whether or not there is anything in them: merges and late messages may bring it back. */
    graveMs: number;
    /** Parts without a header are left over from a dead process when they are older. */
    orphanMs: number;
}

export const DEFAULTS: IndexOptions = {
    refreshEveryMs: 0,
    tailCount: 128,
    tailCharacters: 512 * 1024,
    fanIn: 16,
    maxEntries: 1024 * 1024,
    quietMs: 5 * MINUTE,
    graceMs: 10 * MINUTE,
    mergeMs: 10 * MINUTE,
    graveMs: 60 * MINUTE,
    orphanMs: 60 * MINUTE,
};
