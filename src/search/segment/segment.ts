import type { Row } from './build';
import { readTexts } from './bytes';
import { LargeNumbers, readSmallNumbers, type SmallNumbers } from './columns';
import { Dictionary } from './dictionary';
import { disassemble } from './format';
import { MessageIds } from './message-ids';
import { nearTerms, type NearKind, type NearTerm } from './near-terms';
import { openList, type PostingList } from './postings';
import { frequentTerms, type CountedTerm } from './prefix-terms';

export const DAY = 86_400_000;

/**
 * Opens an image. Checks it and reads its tables; everything else is read in place, so the bytes must not change
 * afterwards. Throws `SegmentDamaged` for bytes that are no whole segment.
 */
export function openSegment(bytes: Uint8Array): Segment {
    return new Segment(bytes);
}

/** Messages in the order of (time, id), and the words they are found by. A message is called by its place, `doc`. */
export class Segment {
    readonly count: number;
    /** The image. */
    readonly bytes: Uint8Array;
    /** The time of the first message and of the last; 0 when there is none. */
    readonly timeFrom: number;
    readonly timeTo: number;
    readonly rooms: string[];
    readonly authors: string[];
    /** Where a room is in `rooms`. */
    readonly roomIndex: ReadonlyMap<string, number>;
    /** Places in `rooms` and in `authors`. */
    readonly roomColumn: SmallNumbers;
    readonly authorColumn: SmallNumbers;
    readonly flagColumn: SmallNumbers;
    readonly lengthColumn: SmallNumbers;
    /** The day of each message, counted from 1970 and kept within 16 bits. */
    readonly dayColumn: Uint16Array;
    readonly totalLength: number;
    readonly maxLength: number;
    readonly dictionary: Dictionary;
    readonly postings: Uint8Array;
    private readonly times: LargeNumbers;
    private readonly versions: LargeNumbers;
    private readonly ids: MessageIds;

    constructor(bytes: Uint8Array) {
        const { image, count, sections } = disassemble(bytes);
        this.bytes = image;
        this.count = count;
        this.rooms = readTexts(sections.rooms);
        this.roomIndex = new Map(this.rooms.map((room, index) => [room, index]));
        this.authors = readTexts(sections.authors);
        this.roomColumn = readSmallNumbers(sections.roomColumn, count);
        this.authorColumn = readSmallNumbers(sections.authorColumn, count);
        this.flagColumn = readSmallNumbers(sections.flagColumn, count);
        this.lengthColumn = readSmallNumbers(sections.lengthColumn, count);
        this.times = new LargeNumbers(sections.timeColumn, count);
        this.versions = new LargeNumbers(sections.versionColumn, count);
        this.ids = new MessageIds(sections.idColumn, sections.oddIds, count);
        this.postings = sections.postings;
        this.dictionary = new Dictionary(
            sections.termTexts,
            sections.termPlaces,
            sections.termBlocks,
            sections.postings,
        );
        this.timeFrom = count ? this.timeAt(0) : 0;
        this.timeTo = count ? this.timeAt(count - 1) : 0;
        this.dayColumn = new Uint16Array(count);
        const { floor, max, min } = Math;
        this.times.forEach((time, doc) => {
            this.dayColumn[doc] = max(0, min(0xffff, floor(time / DAY)));
        });
        [this.totalLength, this.maxLength] = sumAndMaximum(this.lengthColumn);
    }

    idAt(doc: number): string {
        return this.ids.at(doc);
    }

    versionAt(doc: number): number {
        return this.versions.at(doc);
    }

    roomAt(doc: number): string {
        return this.rooms[this.roomColumn[doc]!]!;
    }

    authorAt(doc: number): string {
        return this.authors[this.authorColumn[doc]!]!;
    }

    timeAt(doc: number): number {
        return this.times.at(doc);
    }

    flagsAt(doc: number): number {
        return this.flagColumn[doc]!;
    }

    lengthAt(doc: number): number {
        return this.lengthColumn[doc]!;
    }

    rowAt(doc: number): Row {
        return {
            id: this.idAt(doc),
            roomId: this.roomAt(doc),
            authorId: this.authorAt(doc),
            time: this.timeAt(doc),
            version: this.versionAt(doc),
            flags: this.flagsAt(doc),
            length: this.lengthAt(doc),
        };
    }

    /** Equal ids have equal numbers, different ones mostly do not. */
    idHashAt(doc: number): number {
        return this.ids.hashAt(doc);
    }

    /** Where the messages with these ids stand, of those that are here. One pass, so ask for many at once. */
    findIds(ids: Iterable<string>): Map<string, number> {
        return this.ids.find(ids);
    }

    /** The `max` most frequent terms that start with `prefix`, the most frequent first. */
    terms(prefix: string, max: number): CountedTerm[] {
        return frequentTerms(this.dictionary, prefix, max);
    }

    /** Up to `max` terms at most `maxEdits` slips of the keyboard from `term`, the nearest and most frequent first. */
    nearTerms(term: string, maxEdits: number, max: number, kind?: NearKind): NearTerm[] {
        return nearTerms(this.dictionary, term, maxEdits, max, kind);
    }

    /** In how many messages a term occurs, dead ones included. */
    countOf(term: string): number {
        return this.dictionary.find(term)?.count ?? 0;
    }

    /** The messages a term occurs in, or undefined when there are none. */
    listOf(term: string): PostingList | undefined {
        const place = this.dictionary.find(term);
        return place && openList(this.postings, place.at, place.count);
    }

    /** The first message that is not before (time, id); without an id, the first at or after the time. */
    firstNotBefore(time: number, id = ''): number {
        let low = 0;
        let high = this.count;
        while (low < high) {
            const middle = (low + high) >>> 1;
            const other = this.timeAt(middle);
            if (other < time || (other === time && id && this.idAt(middle) < id)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

/** The order of messages in a segment: by time, and by id where the time is the same. */
export function compareMoments(a: { time: number; id: string }, b: { time: number; id: string }): number {
    return a.time - b.time || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function sumAndMaximum(values: SmallNumbers): [number, number] {
    let sum = 0;
    let largest = 0;
    for (const value of values) {
        sum += value;
        largest = value > largest ? value : largest;
    }
    return [sum, largest];
}
