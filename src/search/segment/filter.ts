import type { CompiledQuery } from '../types';
import type { Segment } from './segment';

/** Which messages of a segment may be candidates at all, whatever their words. */
export interface Filter {
    /** The messages in the time range: inclusive, exclusive. */
    from: number;
    to: number;
    allows: (doc: number) => boolean;
}

/**
 * The filter of a query for one segment. Rooms and authors are turned into one byte for each that the segment knows,
 * so that their number costs nothing later. Undefined when nothing can pass.
 */
export function filterFor(segment: Segment, query: CompiledQuery, rooms: ReadonlySet<string>): Filter | undefined {
    const from = query.from === undefined ? 0 : segment.firstNotBefore(query.from);
    const to = query.to === undefined ? segment.count : segment.firstNotBefore(query.to);
    const roomMask = maskOf(segment.rooms, rooms);
    const authorMask = query.authorIds && maskOf(segment.authors, query.authorIds);
    if (from >= to || !roomMask.includes(1) || authorMask?.includes(1) === false) {
        return undefined;
    }
    const { roomColumn, authorColumn, flagColumn } = segment;
    const { flags } = query;
    const allows = (doc: number): boolean =>
        roomMask[roomColumn[doc]!] === 1 &&
        (!authorMask || authorMask[authorColumn[doc]!] === 1) &&
        (flagColumn[doc]! & flags) === flags;
    return { from, to, allows };
}

function maskOf(names: readonly string[], wanted: ReadonlySet<string>): Uint8Array {
    return Uint8Array.from(names, (name) => (wanted.has(name) ? 1 : 0));
}
