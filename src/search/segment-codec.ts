import type { SegmentCodec } from './index/codec';
import { encodeSegment, mergeSegments, openSegment, packBytes, rank, unpackBytes, type Segment } from './segment';

/** The index over compressed segments. It hands back only what `open` gave it, so every source is a `Segment`. */
export const segmentCodec: SegmentCodec = {
    encode: encodeSegment,
    open: openSegment,
    merge: (sources) => mergeSegments(sources.map(({ segment, isDead }) => ({ segment: segment as Segment, isDead }))),
    rank: (sources, query, rooms, options) =>
        rank(
            sources.map(({ segment, isDead }) => ({ segment: segment as Segment, isDead })),
            query,
            rooms,
            options,
        ),
    pack: packBytes,
    unpack: unpackBytes,
};
