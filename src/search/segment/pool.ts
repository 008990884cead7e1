import { compareMoments } from './segment';
import type { RankSource } from './rank';

/** A message that matches. `key` is what the sort goes by. */
export interface Candidate {
    source: RankSource;
    doc: number;
    key: number;
    score: number;
    matched: number;
}

/** A place in the total order. */
export interface Place {
    key: number;
    time: number;
    id: string;
}

/** The best `capacity` candidates below a place: highest key first, then newest (or oldest), then id. */
export class Pool {
    /** The lowest key that can still get in; -Infinity as long as there is room. */
    threshold = -Infinity;
    /** A heap, the worst first. */
    private readonly heap: Candidate[] = [];

    constructor(
        private readonly capacity: number,
        /** 1: of equal keys the newest first; -1: the oldest. */
        private readonly direction: 1 | -1,
        private readonly below?: Place,
    ) {}

    get isFull(): boolean {
        return this.heap.length >= this.capacity;
    }

    /** The worst of a full pool. */
    get worst(): Candidate | undefined {
        return this.heap[0];
    }

    /** Whether a candidate with this key has a chance; cheaper than `offer`. */
    admits(key: number): boolean {
        return key >= this.threshold && (!this.below || key <= this.below.key);
    }

    offer(candidate: Candidate): void {
        if (this.below && !isBelow(candidate, this.below, this.direction)) {
            return;
        }
        if (!this.isFull) {
            this.heap.push(candidate);
            this.rise(this.heap.length - 1);
        } else if (this.compare(candidate, this.heap[0]!) < 0) {
            this.heap[0] = candidate;
            this.sink();
        }
        this.threshold = this.isFull ? this.heap[0]!.key : -Infinity;
    }

    /** All candidates, in no order. */
    all(): Candidate[] {
        return this.heap;
    }

    /** Negative if `a` comes before `b`. */
    compare(a: Candidate, b: Candidate): number {
        return (
            b.key - a.key ||
            this.direction * (a.source === b.source ? b.doc - a.doc : compareMoments(momentOf(b), momentOf(a)))
        );
    }

    private rise(from: number): void {
        const { heap } = this;
        const candidate = heap[from]!;
        let at = from;
        while (at > 0) {
            const parent = (at - 1) >> 1;
            if (this.compare(candidate, heap[parent]!) <= 0) {
                break;
            }
            heap[at] = heap[parent]!;
            at = parent;
        }
        heap[at] = candidate;
    }

    private sink(): void {
        const { heap } = this;
        const candidate = heap[0]!;
        let at = 0;
        for (;;) {
            let child = 2 * at + 1;
            if (child >= heap.length) {
                break;
            }
            if (child + 1 < heap.length && this.compare(heap[child + 1]!, heap[child]!) > 0) {
                child++;
            }
            if (this.compare(heap[child]!, candidate) <= 0) {
                break;
            }
            heap[at] = heap[child]!;
            at = child;
        }
        heap[at] = candidate;
    }
}

/** Whether a candidate comes after a place; for the meaning of `direction` see `Pool`. */
export function isBelow(candidate: Candidate, place: Place, direction: 1 | -1): boolean {
    return (
        candidate.key < place.key ||
        (candidate.key === place.key && direction * compareMoments(momentOf(candidate), place) < 0)
    );
}

/** When a candidate was sent, and its id. */
export function momentOf({ source, doc }: Candidate): { time: number; id: string } {
    return { time: source.segment.timeAt(doc), id: source.segment.idAt(doc) };
}
