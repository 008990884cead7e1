import type { Dictionary } from './dictionary';

// Taken once: in a sandbox each look at a global is slow.
const { min } = Math;

/** A term that resembles the one asked for. */
export interface NearTerm {
    term: string;
    /** Messages it occurs in. */
    count: number;
    /** Characters left out, put in, replaced or swapped with their neighbour. */
    edits: number;
}

/**
 * The terms at most `maxEdits` from `term`, the nearest first, then the most frequent. Walks the dictionary as if it
 * were a tree: terms that begin alike share the rows of the distance table, and a beginning that is already too far
 * off is left with one search, along with all terms that have it.
 */
export function nearTerms(dictionary: Dictionary, term: string, maxEdits: number, max: number): NearTerm[] {
    const table = new DistanceTable(term);
    const found: NearTerm[] = [];
    let walk = dictionary.walk();
    let hopeless = 0;
    while (walk.next()) {
        if (hopeless && walk.shared >= hopeless) {
            continue;
        }
        hopeless = table.enter(walk.term, maxEdits);
        if (hopeless) {
            const prefix = walk.term.slice(0, hopeless);
            const following = walk.block + 1;
            if (following < dictionary.blockCount && dictionary.firstOf(following).startsWith(prefix)) {
                walk = dictionary.walk(dictionary.blockOf(afterAll(prefix), following));
                hopeless = 0;
            }
        } else if (table.distance <= maxEdits) {
            found.push({ term: walk.term, count: walk.count, edits: table.distance });
        }
    }
    return found.sort((a, b) => a.edits - b.edits || b.count - a.count || (a.term < b.term ? -1 : 1)).slice(0, max);
}

/** A text behind all that begin with `prefix`. */
function afterAll(prefix: string): string {
    return prefix + '\uffff';
}

/** The edit distances of a word to a text and to all its beginnings; only what differs from the last text is redone. */
class DistanceTable {
    /** Of the whole text. */
    distance: number;
    private readonly rows: Uint16Array[] = [];
    private text = '';

    constructor(private readonly word: string) {
        this.rows.push(Uint16Array.from({ length: word.length + 1 }, (_, i) => i));
        this.distance = word.length;
    }

    /**
     * Goes to a text. Returns the length of its shortest beginning that no ending can bring within `maxEdits`, or 0
     * when there is none and `distance` holds.
     */
    enter(text: string, maxEdits: number): number {
        let depth = 0;
        while (depth < this.text.length && this.text.charCodeAt(depth) === text.charCodeAt(depth)) {
            depth++;
        }
        for (; depth < text.length; depth++) {
            if (this.addRow(text, depth + 1) > maxEdits) {
                // Rows below this one are not filled, so the next text must not count on them.
                this.text = text.slice(0, depth + 1);
                return depth + 1;
            }
        }
        this.text = text;
        this.distance = this.rows[text.length]![this.word.length]!;
        return 0;
    }

    /**
     * Fills the row of the first `depth` units and returns the least distance in it. No row below can have less: a
     * swap reaches back two rows, but the least of neighbouring rows differs by one at most, which is what it costs.
     */
    private addRow(text: string, depth: number): number {
        const { word } = this;
        const row = (this.rows[depth] ??= new Uint16Array(word.length + 1));
        const above = this.rows[depth - 1]!;
        const unit = text.charCodeAt(depth - 1);
        const swappable = depth > 1 ? text.charCodeAt(depth - 2) : -1;
        let least = (row[0] = depth);
        for (let i = 1; i <= word.length; i++) {
            const same = word.charCodeAt(i - 1) === unit;
            let edits = min(row[i - 1]! + 1, above[i]! + 1, above[i - 1]! + (same ? 0 : 1));
            if (i > 1 && swappable === word.charCodeAt(i - 1) && word.charCodeAt(i - 2) === unit) {
                edits = min(edits, this.rows[depth - 2]![i - 2]! + 1);
            }
            row[i] = edits;
            least = min(least, edits);
        }
        return least;
    }
}
