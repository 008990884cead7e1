import type { Clock } from '../../host/clock';
import type { Records } from '../../host/records';
import {
    INTENTS,
    aboutKey,
    batchKey,
    headerKey,
    intentKey,
    partKey,
    tailKey,
    type HeaderRecord,
    type IntentRecord,
} from './layout';
import type { IndexOptions } from './options';
import type { Replica } from './replica';
import type { Writer } from './writer';

/** Tails removed side by side. */
const PARALLEL = 8;

/**
 * Removes tails that something in memory replaces: that is, something this process has read from the store and found
 * whole. Tails need no grace: whoever reads the listing gets them whole or gets what replaces them.
 */
export async function sweepTails(records: Records, replica: Replica, writer: Writer): Promise<void> {
    const replaced = replica.replaced();
    for (const batch of writer.finishedBatches(replaced)) {
        await records.remove([batchKey(batch)]);
        writer.forgetBatch(batch);
    }
    const others = [...replica.listing.tails.keys()].filter((id) => replaced.has(id) && !writer.owns(id));
    for (let start = 0; start < others.length; start += PARALLEL) {
        await Promise.all(others.slice(start, start + PARALLEL).map((id) => records.remove([tailKey(id)])));
    }
}

/**
 * Removes segments that were replaced a while ago. A segment goes after all that it replaced itself: were it gone
 * earlier, those would count again.
 */
export async function sweepSegments(
    records: Records,
    replica: Replica,
    clock: Clock,
    options: IndexOptions,
    deadline: number,
): Promise<void> {
    const { headers, tails } = replica.listing;
    const present = new Set([...headers.keys(), ...tails.keys()]);
    const replaced = replica.replaced();
    const isDue = (header: HeaderRecord) =>
        replaced.has(header.id) &&
        [...headers.values()].every(
            ({ at, replaces }) => !replaces.includes(header.id) || clock.now() - at >= options.graceMs,
        );
    for (const header of [...headers.values()].filter(isDue).sort((a, b) => a.at - b.at)) {
        if (clock.now() >= deadline) {
            return;
        }
        if (!header.replaces.some((id) => present.has(id))) {
            await removeParts(records, header);
            await records.remove([headerKey(header.id)]);
            present.delete(header.id);
        }
    }
}

/** Removes what merges left that died before they wrote a header. `replica` must have been refreshed after `intents`. */
export async function sweepIntents(
    records: Records,
    replica: Replica,
    intents: readonly IntentRecord[],
    before: number,
): Promise<void> {
    for (const intent of intents.filter(({ at }) => at < before)) {
        if (!replica.listing.headers.has(intent.id)) {
            await removeParts(records, intent);
        }
        await records.remove([intentKey(intent.id)]);
    }
}

export const readIntents = (records: Records) => records.read<IntentRecord>(INTENTS);

/** Emptied first: the host sends back what it removes. */
async function removeParts(records: Records, { id, parts }: { id: string; parts: number }): Promise<void> {
    const keys = [aboutKey(id), ...Array.from({ length: parts }, (_, number) => partKey(id, number))];
    for (const key of keys) {
        await records.replace([key], {});
        await records.remove([key]);
    }
}
