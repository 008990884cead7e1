import { SegmentBuilder } from './build';
import { PostingsReader } from './postings';
import type { TermWalk } from './dictionary';
import { compareMoments, type Segment } from './segment';

/** A segment to be merged. Dead messages are left behind. */
export interface MergeInput {
    segment: Segment;
    isDead: (doc: number) => boolean;
}

/** Steps of work between two turns; some take a microsecond, most less. */
const SLICE = 2048;
const GONE = 0xffffffff;
/** Room for frequencies in a sorted number. */
const MAX_TF = 0x10000;
// Taken once: in a sandbox each look at a global is slow.
const { floor, imul, min } = Math;

/**
 * Makes one image of several segments: their live messages, of those with one id only the highest version. Yields
 * after every few milliseconds of work; the last value is the image. The inputs stay as they are.
 */
export function* mergeSegments(inputs: readonly MergeInput[]): Generator<void, Uint8Array> {
    const survives = yield* findSurvivors(inputs);
    const segments = inputs.map(({ segment }) => segment);
    const count = survives.reduce((sum, docs) => sum + docs.reduce((a, b) => a + b, 0), 0);
    const builder = new SegmentBuilder(
        count,
        segments.reduce((sum, { postings }) => sum + postings.length, 1024),
    );
    const places = yield* mergeRows(segments, survives, builder);
    yield* mergeTerms(segments, places, builder);
    return yield* builder.finish();
}

/** For each input which messages are kept: 1 for those, 0 for the others. */
function* findSurvivors(inputs: readonly MergeInput[]): Generator<void, Uint8Array[]> {
    const survives = inputs.map(({ segment }) => new Uint8Array(segment.count));
    const starts: number[] = [];
    let total = 0;
    for (const { segment } of inputs) {
        starts.push(total);
        total += segment.count;
    }
    const inputOf = (message: number): number => {
        let input = starts.length - 1;
        while (starts[input]! > message) {
            input--;
        }
        return input;
    };
    // A hash table of messages, counted through all inputs, plus one. Strings would take ten times the memory.
    const table = new Uint32Array(2 ** Math.ceil(Math.log2(total * 2 + 2)));
    const mask = table.length - 1;
    for (const [input, { segment, isDead }] of inputs.entries()) {
        for (let doc = 0; doc < segment.count; doc++) {
            if (doc % SLICE === 0) {
                yield;
            }
            if (isDead(doc)) {
                continue;
            }
            const hash = segment.idHashAt(doc);
            let slot = imul(hash, 0x9e3779b1) & mask;
            let alive = true;
            for (; table[slot]; slot = (slot + 1) & mask) {
                const message = table[slot]! - 1;
                const rival = inputOf(message);
                const other = inputs[rival]!.segment;
                const otherDoc = message - starts[rival]!;
                if (other.idHashAt(otherDoc) === hash && other.idAt(otherDoc) === segment.idAt(doc)) {
                    alive = other.versionAt(otherDoc) < segment.versionAt(doc);
                    survives[rival]![otherDoc] = alive ? 0 : 1;
                    break;
                }
            }
            if (alive) {
                table[slot] = starts[input]! + doc + 1;
                survives[input]![doc] = 1;
            }
        }
    }
    return survives;
}

/** Brings the messages into one order. Returns for each input where its messages went, `GONE` for those left behind. */
function* mergeRows(
    segments: readonly Segment[],
    survives: readonly Uint8Array[],
    builder: SegmentBuilder,
): Generator<void, Uint32Array[]> {
    const places = segments.map(({ count }) => new Uint32Array(count).fill(GONE));
    const heads = segments.map((segment, input) => ({ input, segment, doc: -1, time: 0, id: '' }));
    const advance = (head: (typeof heads)[number]): boolean => {
        do {
            head.doc++;
        } while (head.doc < head.segment.count && !survives[head.input]![head.doc]);
        if (head.doc === head.segment.count) {
            return false;
        }
        head.time = head.segment.timeAt(head.doc);
        head.id = head.segment.idAt(head.doc);
        return true;
    };
    let open = heads.filter(advance);
    for (let doc = 0; open.length; doc++) {
        if (doc % SLICE === 0) {
            yield;
        }
        const first = open.reduce((a, b) => (compareMoments(a, b) <= 0 ? a : b));
        const { segment, doc: old, time, id } = first;
        builder.addRow({ ...segment.rowAt(old), time, id });
        places[first.input]![first.doc] = doc;
        if (!advance(first)) {
            open = open.filter((head) => head !== first);
        }
    }
    return places;
}

interface OpenDictionary {
    walk: TermWalk;
    postings: PostingsReader;
    places: Uint32Array;
}

/** Brings the terms into one order, and the postings of each. */
function* mergeTerms(
    segments: readonly Segment[],
    places: readonly Uint32Array[],
    builder: SegmentBuilder,
): Generator<void, void> {
    let open: OpenDictionary[] = segments
        .map(({ dictionary, postings }, input) => ({
            walk: dictionary.walk(),
            postings: new PostingsReader(postings, 0),
            places: places[input]!,
        }))
        .filter(({ walk }) => walk.next());
    const list = new MergedList();
    let work = 0;
    while (open.length) {
        const term = open.reduce((least, { walk }) => (walk.term < least ? walk.term : least), open[0]!.walk.term);
        let ended = false;
        for (const { walk, postings, places: moved } of open) {
            if (walk.term !== term) {
                continue;
            }
            postings.beginList(walk.count);
            for (let i = 0; i < walk.count; i++) {
                postings.next();
                list.add(moved[postings.doc]!, postings.tf);
                if (++work % (16 * SLICE) === 0) {
                    yield;
                }
            }
            ended = !walk.next() || ended;
        }
        if (ended) {
            open = open.filter(({ walk }) => !walk.ended);
        }
        if (list.count) {
            yield* list.moveTo(builder);
            builder.endTerm(term);
        }
        work += 16;
        if (work % (16 * SLICE) < 16) {
            yield;
        }
    }
}

/** The postings of one term from several inputs. */
class MergedList {
    count = 0;
    private docs: Uint32Array = new Uint32Array(1024);
    private tfs: Uint32Array = new Uint32Array(1024);
    private isSorted = true;

    add(doc: number, tf: number): void {
        if (doc === GONE) {
            return;
        }
        if (this.count === this.docs.length) {
            this.docs = doubled(this.docs);
            this.tfs = doubled(this.tfs);
        }
        this.isSorted &&= this.count === 0 || this.docs[this.count - 1]! < doc;
        this.docs[this.count] = doc;
        this.tfs[this.count++] = tf;
    }

    /** Hands the postings over in order and begins anew. */
    *moveTo(builder: SegmentBuilder): Generator<void, void> {
        if (!this.isSorted) {
            this.sort();
        }
        const { docs, tfs, count } = this;
        for (let i = 0; i < count; i++) {
            builder.addPosting(docs[i]!, tfs[i]!);
            if (i % (16 * SLICE) === 16 * SLICE - 1) {
                yield;
            }
        }
        this.count = 0;
        this.isSorted = true;
    }

    /** Sorts one number for both, which is many times faster than sorting places by a comparison. */
    private sort(): void {
        const both = Float64Array.from(
            { length: this.count },
            (_, i) => this.docs[i]! * MAX_TF + min(this.tfs[i]!, MAX_TF - 1),
        );
        both.sort();
        both.forEach((entry, i) => {
            this.docs[i] = floor(entry / MAX_TF);
            this.tfs[i] = entry - this.docs[i] * MAX_TF;
        });
    }
}

function doubled(values: Uint32Array): Uint32Array {
    const larger = new Uint32Array(values.length * 2);
    larger.set(values);
    return larger;
}
