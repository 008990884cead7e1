import type { Filter } from './filter';
import type { OpenClause } from './plan';
import type { Segment } from './segment';

/** Messages scored together: their state stays in the processor's cache. */
export const WINDOW = 8192;

const NEW = 0;
const CANDIDATE = 1;
const REJECTED = 2;

/**
 * The state of the messages of a window while they are scored, clause by clause. Made once for a query.
 * Slots count from the start of the window.
 */
export class Window {
    /** Slots of the candidates. */
    readonly candidates: Uint32Array;
    candidateCount = 0;
    readonly score: Float64Array;
    /** Bits of the clauses that matched, and their number. */
    readonly matched: Uint32Array;
    readonly matchCount: Uint8Array;
    private readonly state: Uint8Array;
    /** How often the terms of the current clause occur, by weight, and what that gained. */
    private readonly frequency: Float64Array;
    private readonly gained: Float64Array;
    private readonly docs: Uint32Array;
    private readonly tfs: Uint32Array;

    constructor(
        size: number,
        private readonly norms: Float64Array,
    ) {
        this.candidates = new Uint32Array(size);
        this.score = new Float64Array(size);
        this.matched = new Uint32Array(size);
        this.matchCount = new Uint8Array(size);
        this.state = new Uint8Array(size);
        this.frequency = new Float64Array(size);
        this.gained = new Float64Array(size);
        this.docs = new Uint32Array(size);
        this.tfs = new Uint32Array(size);
    }

    /** Makes every message a candidate that passes the filter. */
    admitAll(from: number, to: number, { allows }: Filter): void {
        for (let doc = from; doc < to; doc++) {
            if (allows(doc)) {
                this.admit(doc - from);
            }
        }
    }

    /**
     * Adds a clause to the messages that have it; `creates`: those that were no candidates yet become some. The terms of
     * a clause count as one that occurs as often as all of them, each occurrence by its weight.
     */
    addClause(clause: OpenClause, segment: Segment, from: number, to: number, creates: Filter | undefined): void {
        const { docs, tfs, state, matched, score, frequency, gained, norms } = this;
        const { lengthColumn } = segment;
        const { bit, bound } = clause;
        const [first, last] = creates ? [from, to] : this.span(from);
        for (const { list, weight } of clause.lists) {
            const count = list.read(first, last, docs, tfs);
            for (let i = 0; i < count; i++) {
                const doc = docs[i]!;
                const slot = doc - from;
                if (state[slot] !== CANDIDATE) {
                    if (!creates?.allows(doc)) {
                        continue;
                    }
                    this.admit(slot);
                }
                if ((matched[slot]! & bit) === 0) {
                    matched[slot] = matched[slot]! | bit;
                    this.matchCount[slot] = this.matchCount[slot]! + 1;
                    frequency[slot] = 0;
                    gained[slot] = 0;
                }
                const tf = frequency[slot]! + weight * tfs[i]!;
                const gain = (bound * tf) / (tf + norms[lengthColumn[doc]!]!);
                score[slot] = score[slot]! + (gain - gained[slot]!);
                frequency[slot] = tf;
                gained[slot] = gain;
            }
        }
    }

    /** Rejects the candidates that have a clause. */
    exclude(clause: OpenClause, from: number): void {
        const { docs, tfs, state } = this;
        const [first, last] = this.span(from);
        for (const { list } of clause.lists) {
            const count = list.read(first, last, docs, tfs);
            for (let i = 0; i < count; i++) {
                const slot = docs[i]! - from;
                if (state[slot] === CANDIDATE) {
                    state[slot] = REJECTED;
                }
            }
        }
    }

    isCandidate(slot: number): boolean {
        return this.state[slot] === CANDIDATE;
    }

    /** Makes the window ready for other messages. */
    clear(): void {
        for (let i = 0; i < this.candidateCount; i++) {
            const slot = this.candidates[i]!;
            this.state[slot] = NEW;
            this.matched[slot] = 0;
            this.matchCount[slot] = 0;
            this.score[slot] = 0;
        }
        this.candidateCount = 0;
    }

    private admit(slot: number): void {
        this.state[slot] = CANDIDATE;
        this.candidates[this.candidateCount++] = slot;
    }

    /** From the first candidate to behind the last: what lists need to be read for. */
    private span(from: number): [number, number] {
        let first = Infinity;
        let last = -1;
        for (let i = 0; i < this.candidateCount; i++) {
            const slot = this.candidates[i]!;
            first = slot < first ? slot : first;
            last = slot > last ? slot : last;
        }
        return [from + first, from + last + 1];
    }
}
