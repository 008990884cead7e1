export { encodeSegment } from './encode';
export { SegmentDamaged } from './format';
export { mergeSegments, type MergeInput } from './merge';
export type { NearTerm } from './near-terms';
export { packBytes, unpackBytes } from './pack';
export type { CountedTerm } from './prefix-terms';
export { rank, type RankOptions, type RankSource } from './rank';
export { openSegment, type Segment } from './segment';
