import type { IndexedSegment, Source } from './codec';
import type { Grave, HeaderRecord, TailRecord } from './layout';

/** A tail or segment in memory. */
export interface Held extends Source {
    stored: TailRecord | HeaderRecord;
    dead: Set<number>;
    graves: Grave[];
}

export function hold(stored: Held['stored'], segment: IndexedSegment, graves: Grave[]): Held {
    const dead = new Set<number>();
    return { stored, segment, graves, dead, isDead: (doc) => dead.has(doc) };
}

export const isTail = ({ stored }: Held) => stored.kind === 'tail';
export const liveCount = ({ segment, dead }: Held) => segment.count - dead.size;

/**
 * What a process has in memory, with the dead marked: those in a grave, and those of which a newer version is held.
 * Marks are only ever added, and each rests on something durable; so whatever is dead may be left out of a merge.
 *
 * Equal versions are no reason to mark: two processes could each keep the other's copy. They are one in a merge, and
 * in an answer.
 */
export class Resident {
    readonly held = new Map<string, Held>();
    private graves = new Map<string, Grave>();

    /** Takes it in and marks what is dead in it, or because of it. */
    install(incoming: Held, now: number): void {
        this.held.set(incoming.stored.id, incoming);
        this.mark(incoming, this.graves);
        this.bury(incoming.graves);
        for (const other of this.held.values()) {
            if (other !== incoming && (isTail(incoming) || isTail(other))) {
                const [tail, rest] = isTail(incoming) ? [incoming, other] : [other, incoming];
                this.bury(olderVersions(tail, rest, now));
            }
        }
    }

    drop(id: string): void {
        this.held.delete(id);
    }

    /** The graves a merge of these has to hand on: their own, and those that were dug here for entries of theirs. */
    gravesOf(held: readonly Held[]): Grave[] {
        const ids = new Set(held.flatMap(({ graves }) => graves.map(([id]) => id)));
        for (const { segment } of held) {
            [...segment.findIds(this.graves.keys()).keys()].forEach((id) => ids.add(id));
        }
        return [...ids].map((id) => this.graves.get(id)).filter((grave) => grave !== undefined);
    }

    /** Forgets the graves that no record carries any more, if they are older than that. */
    forgetGraves(before: number): void {
        const carried = new Set([...this.held.values()].flatMap(({ graves }) => graves.map(([id]) => id)));
        for (const [id, [, , at]] of this.graves) {
            if (at < before && !carried.has(id)) {
                this.graves.delete(id);
            }
        }
    }

    get graveCount(): number {
        return this.graves.size;
    }

    private bury(graves: Grave[]): void {
        const fresh = new Map<string, Grave>();
        for (const grave of graves) {
            const known = fresh.get(grave[0]) ?? this.graves.get(grave[0]);
            if (!known || known[1] < grave[1]) {
                fresh.set(grave[0], grave);
                this.graves.set(grave[0], grave);
            }
        }
        this.held.forEach((held) => this.mark(held, fresh));
    }

    private mark({ segment, dead }: Held, graves: ReadonlyMap<string, Grave>): void {
        if (graves.size === 0) {
            return;
        }
        for (const [id, doc] of segment.findIds(graves.keys())) {
            if (segment.versionAt(doc) <= graves.get(id)![1]) {
                dead.add(doc);
            }
        }
    }
}

/** Graves for the lower of two versions. The time of a message never changes, so only overlapping times are compared. */
function olderVersions(tail: Held, other: Held, now: number): Grave[] {
    const [mine, theirs] = [tail.segment, other.segment];
    if (mine.count === 0 || theirs.count === 0 || mine.timeFrom > theirs.timeTo || mine.timeTo < theirs.timeFrom) {
        return [];
    }
    const docs = new Map(Array.from({ length: mine.count }, (_, doc) => [mine.idAt(doc), doc]));
    const graves: Grave[] = [];
    for (const [id, doc] of theirs.findIds(docs.keys())) {
        const versions = [mine.versionAt(docs.get(id)!), theirs.versionAt(doc)];
        if (versions[0] !== versions[1]) {
            graves.push([id, Math.min(...versions), now]);
        }
    }
    return graves;
}

/** A segment without entries, for records that hold graves alone. */
export const EMPTY: IndexedSegment = {
    count: 0,
    timeFrom: 0,
    timeTo: 0,
    rooms: [],
    idAt: nothing,
    versionAt: nothing,
    roomAt: nothing,
    timeAt: nothing,
    findIds: () => new Map(),
};

function nothing(): never {
    throw new RangeError('There is no document in an empty segment.');
}
