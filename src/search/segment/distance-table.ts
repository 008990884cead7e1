// Taken once: in a sandbox each look at a global is slow.
const { max, min } = Math;

/**
 * The edit distances of a word to texts that come in order, a swap of neighbours being one edit. A row holds the
 * distances of one beginning of the text to all beginnings of the word; texts that begin alike share rows. Only the
 * cells near the diagonal are filled: all others are above `maxEdits`.
 */
export class DistanceTable {
    /** Of the text, when `enter` returned 0. */
    distance = 0;
    /** The unit that `nextAlive` found. */
    nextUnit = 0;
    /** No text is looked at beyond this length; one that reaches it is too far off. */
    readonly depth: number;
    private readonly word: Uint16Array;
    private readonly width: number;
    private readonly rows: Uint8Array;
    /** The least distance in each row. */
    private readonly least: Uint8Array;
    /** How many rows hold for the text last entered. */
    private filled = 0;

    /** Texts with a unit that is not `allowed` count as too far off. */
    constructor(
        word: string,
        private readonly maxEdits: number,
        private readonly allowed: (unit: number) => boolean,
    ) {
        this.word = Uint16Array.from({ length: word.length }, (_, i) => word.charCodeAt(i));
        this.depth = word.length + maxEdits + 1;
        this.width = word.length + 1;
        this.rows = new Uint8Array((this.depth + 1) * this.width).fill(maxEdits + 1);
        this.least = new Uint8Array(this.depth + 1);
        for (let i = 0; i <= min(word.length, maxEdits); i++) {
            this.rows[i] = i;
        }
    }

    /**
     * Goes to a text that has `shared` units in common with the last one. Returns the length of its shortest beginning
     * that no ending can bring within `maxEdits`, or 0 when there is none and `distance` holds.
     */
    enter(units: Uint16Array, length: number, shared: number): number {
        const end = min(length, this.depth);
        for (let row = min(this.filled, shared) + 1; row <= end; row++) {
            if (this.fill(row, units) > this.maxEdits) {
                this.filled = row - 1;
                return row;
            }
        }
        this.filled = end;
        this.distance = this.rows[end * this.width + this.word.length]!;
        return 0;
    }

    /**
     * After a text whose first `dead` units are too far off: the next beginning, in order, that is not. It is as many
     * units of that text as are returned, then `nextUnit`; -1 when there is none.
     */
    nextAlive(units: Uint16Array, dead: number): number {
        for (let row = dead - 1; row >= 0; row--) {
            const above = units[row]!;
            // With an edit to spare any unit will do.
            this.nextUnit = this.least[row]! < this.maxEdits ? above + 1 : this.leastFitting(row, units, above);
            if (this.nextUnit <= 0xffff) {
                return row;
            }
        }
        return -1;
    }

    /** The least unit above another that, after a row without an edit to spare, fits the word; or one too large. */
    private leastFitting(row: number, units: Uint16Array, above: number): number {
        const { word, rows, width, maxEdits } = this;
        const at = row * width;
        let found = 0x10000;
        for (let i = max(0, row - maxEdits); i < min(word.length, row + maxEdits + 1); i++) {
            const unit = word[i]!;
            if (unit <= above || unit >= found) {
                continue;
            }
            const isSwap =
                row > 0 && word[i + 1] === units[row - 1] && rows[at - width + i]! < maxEdits && i + 1 < word.length;
            if (rows[at + i]! <= maxEdits || isSwap) {
                found = unit;
            }
        }
        return found;
    }

    /**
     * Fills the row of the first `row` units and returns the least distance in it. No row below can have less: a swap
     * reaches back two rows, but the least of neighbouring rows differs by one at most, which is what it costs.
     */
    private fill(row: number, units: Uint16Array): number {
        const { word, rows, width, maxEdits } = this;
        const at = row * width;
        const unit = units[row - 1]!;
        const swappable = row > 1 ? units[row - 2]! : -1;
        let least = maxEdits + 1;
        if (this.allowed(unit)) {
            for (let i = max(0, row - maxEdits); i <= min(word.length, row + maxEdits); i++) {
                let edits = row;
                if (i > 0) {
                    const same = word[i - 1] === unit;
                    const diagonal = at - width + i - 1;
                    edits = min(rows[at + i - 1]! + 1, rows[diagonal + 1]! + 1, rows[diagonal]! + (same ? 0 : 1));
                    if (i > 1 && swappable === word[i - 1] && word[i - 2] === unit) {
                        edits = min(edits, rows[diagonal - width - 1]! + 1);
                    }
                }
                rows[at + i] = edits;
                least = min(least, edits);
            }
        }
        this.least[row] = least;
        return least;
    }
}
