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
 * so that their number costs nothing. Undefined when the time range is empty.
 */
export function filterFor(segment: Segment, query: CompiledQuery, rooms: ReadonlySet<string>): Filter | undefined {
    const from = query.from === undefined ? 0 : segment.firstNotBefore(query.from);
    const to = query.to === undefined ? segment.count : segment.firstNotBefore(query.to);
    const roomMask = maskOf(segment.rooms, rooms);
    const authorMask = query.authorIds && maskOf(segment.authors, query.authorIds);
    if (from >= to) {
        return undefined;
    }
    const { roomColumn, authorColumn, flagColumn } = segment;
    const { flags } = query;
    const allows = (doc: number): boolean =>
        roomMask(roomColumn[doc]!) &&
        (flagColumn[doc]! & flags) === flags &&
        (!authorMask || authorMask(authorColumn[doc]!));
    return { from, to, allows };
}

const UNKNOWN = 0;
const ALLOWED = 1;
const REFUSED = 2;

/** Whether the name at a place is wanted. Of many wanted names only those are looked up that are met. */
function maskOf(names: readonly string[], wanted: ReadonlySet<string>): (place: number) => boolean {
    const mask = new Uint8Array(names.length);
    return (place) => {
        if (mask[place] === UNKNOWN) {
            mask[place] = wanted.has(names[place]!) ? ALLOWED : REFUSED;
        }
        return mask[place] === ALLOWED;
    };
}
