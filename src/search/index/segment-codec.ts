import { encodeSegment, mergeSegments, openSegment, packBytes, rank, unpackBytes, type Segment } from '../segment';
import type { SegmentCodec, Source } from './codec';

interface SegmentSource extends Source {
    segment: Segment;
}

/** The segments of `segment/`. The index gives back the very segments it was given by `open`, hence the casts. */
export const segmentCodec: SegmentCodec = {
    encode: encodeSegment,
    open: openSegment,
    merge: (sources) => mergeSegments(sources as SegmentSource[]),
    rank: (sources, query, rooms, options) => rank(sources as SegmentSource[], query, rooms, options),
    pack: packBytes,
    unpack: unpackBytes,
};
