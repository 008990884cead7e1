import type { TailRecord } from './layout';
import type { IndexOptions } from './options';
import type { Replica } from './replica';
import { isTail, liveCount, type Held } from './resident';

/** What is to be merged. The outcome replaces the inputs, and what else it makes superfluous. */
export interface MergePlan {
    inputs: Held[];
    replaces: string[];
}

/** A segment is rewritten when so great a share of it is dead, and at least so many entries. */
const WORN_SHARE = 0.1;
const WORN_ENTRIES = 32;

/** Half-full segments are merged when together they fill so much of the largest size. */
const FULL_SHARE = 0.75;

/** The most urgent merge among what is held and listed, if any is due. `mayMergeTail` says which tails are ours to merge. */
export function planMerge(
    replica: Replica,
    options: IndexOptions,
    mayMergeTail: (tail: TailRecord) => boolean,
): MergePlan | undefined {
    const listed = replica.sources().filter(({ stored }) => isListed(replica, stored.id));
    const segments = listed.filter((held) => !isTail(held));
    return (
        planAnew(replica) ??
        planTails(listed, options, mayMergeTail) ??
        planSizes(segments, options) ??
        planWorn(segments)
    );
}

/** A merge whose outcome cannot be read, while all it replaces is still there: it is done again. */
function planAnew(replica: Replica): MergePlan | undefined {
    const covered = replica.replaced();
    for (const id of replica.damaged.keys()) {
        const replaces = replica.listing.headers.get(id)?.replaces ?? [];
        const inputs = replaces.flatMap((each) => replica.resident.held.get(each) ?? []);
        const isWhole = replaces.every((each) => covered.has(each) || replica.resident.held.has(each));
        if (isWhole && replaces.length > 0) {
            return { inputs, replaces: [...replaces, id] };
        }
    }
    return undefined;
}

/** Merges tails when there are many. */
export function planTails(
    held: readonly Held[],
    options: IndexOptions,
    mayMerge: (tail: TailRecord) => boolean,
): MergePlan | undefined {
    const tails = held.filter(isTail);
    const characters = tails.reduce((sum, { stored }) => sum + charactersOf(stored as TailRecord), 0);
    if (tails.length < options.tailCount && characters < options.tailCharacters) {
        return undefined;
    }
    const inputs = tails.filter(({ stored }) => mayMerge(stored as TailRecord));
    return inputs.length > 1 ? planOf(inputs) : undefined;
}

/** Merges segments of one size into the next size. */
function planSizes(segments: readonly Held[], options: IndexOptions): MergePlan | undefined {
    const sizes = new Map<number, Held[]>();
    for (const held of segments.filter((each) => liveCount(each) <= options.maxEntries / 2)) {
        const size = sizeOf(liveCount(held), options);
        sizes.set(size, [...(sizes.get(size) ?? []), held]);
    }
    for (const [, members] of [...sizes].sort(([a], [b]) => a - b)) {
        const inputs: Held[] = [];
        let entries = 0;
        for (const held of members.sort((a, b) => a.stored.at - b.stored.at)) {
            if (inputs.length < options.fanIn && entries + liveCount(held) <= options.maxEntries) {
                inputs.push(held);
                entries += liveCount(held);
            }
        }
        const isFull = entries >= options.maxEntries * FULL_SHARE && inputs.length > 1;
        if (inputs.length >= options.fanIn || isFull) {
            return planOf(inputs);
        }
    }
    return undefined;
}

function planWorn(segments: readonly Held[]): MergePlan | undefined {
    const worn = segments.find(
        ({ segment, dead }) => dead.size >= WORN_ENTRIES && dead.size >= segment.count * WORN_SHARE,
    );
    return worn && planOf([worn]);
}

/** 0 for what merged tails make, one more for each `fanIn` times as many; the usual sizes lie amid their range. */
function sizeOf(entries: number, { tailCount, fanIn }: IndexOptions): number {
    return Math.max(0, Math.floor(Math.log(entries / tailCount) / Math.log(fanIn) + 0.5));
}

const planOf = (inputs: Held[]): MergePlan => ({ inputs, replaces: inputs.map(({ stored }) => stored.id) });

const isListed = ({ listing }: Replica, id: string) => listing.tails.has(id) || listing.headers.has(id);

export const charactersOf = ({ image, graves }: TailRecord) => (image?.length ?? 0) + 40 * (graves?.length ?? 0);
