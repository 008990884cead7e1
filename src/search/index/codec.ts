import type { CompiledQuery, IndexEntry, Nomination } from '../types';

/** What the index needs to know of a segment: an immutable set of entries, numbered from 0. */
export interface IndexedSegment {
    readonly count: number;
    readonly timeFrom: number;
    readonly timeTo: number;
    /** Every room it has messages of. */
    readonly rooms: readonly string[];
    idAt(doc: number): string;
    versionAt(doc: number): number;
    roomAt(doc: number): string;
    timeAt(doc: number): number;
    /** Which of the ids are in here, and as which document. */
    findIds(ids: Iterable<string>): Map<string, number>;
}

export interface Source {
    segment: IndexedSegment;
    isDead(doc: number): boolean;
}

export interface RankOptions {
    limit: number;
    now: number;
    /** Continue below this one in the total order: score, time, id, each descending. */
    after?: { score: number; time: number; id: string };
}

/** How entries become bytes, and answers. The index itself looks into neither. */
export interface SegmentCodec {
    encode(entries: IndexEntry[]): Uint8Array;
    /** Throws for bytes that are damaged. */
    open(bytes: Uint8Array): IndexedSegment;
    /** Yields often enough for a turn of the event loop; leaves out the dead, and of one id all but the highest version. */
    merge(sources: Source[]): Generator<void, Uint8Array>;
    rank(sources: Source[], query: CompiledQuery, rooms: ReadonlySet<string>, options: RankOptions): Nomination[];
    pack(bytes: Uint8Array): string;
    unpack(text: string): Uint8Array;
}
