import type { Clock } from '../../host/clock';
import type { Records } from '../../host/records';
import type { IndexedSegment, SegmentCodec } from './codec';
import {
    INTENTS,
    LIVE,
    aboutKey,
    checksum,
    headerKey,
    intentKey,
    partKey,
    replacedBy,
    type Grave,
    type HeaderRecord,
    type IntentRecord,
    type PartRecord,
    type RoomSpan,
} from './layout';
import type { IndexOptions } from './options';
import type { MergePlan } from './plan';
import type { Replica } from './replica';
import { EMPTY, isTail, liveCount, type Held } from './resident';
import { roomSpans } from './tails';

/** Bytes that are packed in one turn, and how many such pieces make a part of less than 1 MB. */
const PIECE_BYTES = 128 * 1024;
const PIECES_PER_PART = 6;
/** Entries looked at in one turn. */
const DOCS_PER_TURN = 10_000;

/** Stops wherever it yields, for as long as need be, and goes on with the accessors of the call that comes then. */
export type Merging = AsyncGenerator<void, void, Records>;

export interface MergeContext {
    id: string;
    codec: SegmentCodec;
    replica: Replica;
    clock: Clock;
    options: IndexOptions;
}

/**
 * Merges and stores: intent, parts, description, header. Only the header makes it count, and only for those who could
 * read it all; so it may end at any point, and two processes may merge the same at the same time.
 */
export async function* merging({ inputs, replaces }: MergePlan, context: MergeContext): Merging {
    const { id, codec, replica, clock, options } = context;
    const begun = clock.now();
    const working = codec.merge(inputs.filter((held) => liveCount(held) > 0));
    const isEmpty = inputs.every((held) => liveCount(held) === 0);
    let step = isEmpty ? { done: true as const, value: new Uint8Array() } : working.next();
    while (!step.done) {
        yield;
        step = working.next();
    }
    const bytes = step.value;
    const segment = isEmpty ? EMPTY : codec.open(bytes);
    const parts: PartRecord[] = [];
    for (let offset = 0; offset < bytes.length; offset += PIECE_BYTES * PIECES_PER_PART) {
        const pieces: string[] = [];
        const end = Math.min(bytes.length, offset + PIECE_BYTES * PIECES_PER_PART);
        for (let start = offset; start < end; start += PIECE_BYTES) {
            yield;
            pieces.push(codec.pack(bytes.slice(start, Math.min(end, start + PIECE_BYTES))));
        }
        parts.push({ pieces, sum: checksum(...pieces) });
    }
    const rooms = yield* spansOf(segment);
    const graves = [
        ...neededGraves(replica, replica.resident.gravesOf(inputs), replaces, segment, begun - options.graveMs),
        ...gravesInTheDark(replica, inputs, clock.now()),
    ];
    const text = JSON.stringify({ rooms, graves });

    await replica.refresh(yield);
    const { headers } = replica.listing;
    const readable = [...headers.values()].filter((header) => !replica.damaged.has(header.id));
    const replaced = replacedBy(readable, headers);
    if (inputs.some(({ stored }) => replaced.has(stored.id))) {
        // Another process was faster. Going on would do no harm, but the two outcomes would have to be merged again.
        return;
    }
    const intent: IntentRecord = { id, at: clock.now(), parts: parts.length };
    await (yield).append([INTENTS, intentKey(id)], intent);
    for (const [number, part] of parts.entries()) {
        await (yield).append([partKey(id, number)], part);
    }
    await (yield).append([aboutKey(id)], { text, sum: checksum(text) });
    const records = yield;
    if (clock.now() - begun > options.mergeMs) {
        return;
    }
    const header: HeaderRecord = {
        kind: 'segment',
        id,
        at: clock.now(),
        count: segment.count,
        from: segment.count && segment.timeFrom,
        to: segment.count && segment.timeTo,
        bytes: bytes.length,
        parts: parts.length,
        replaces,
    };
    await records.append([LIVE, headerKey(id)], header);
    await records.remove([intentKey(id)]);
}

async function* spansOf(segment: IndexedSegment): AsyncGenerator<void, RoomSpan[], Records> {
    const spans = new Map<string, RoomSpan>();
    for (let start = 0; start < segment.count; start += DOCS_PER_TURN) {
        yield;
        const length = Math.min(DOCS_PER_TURN, segment.count - start);
        const messages = Array.from(
            { length },
            (_, i) => [segment.roomAt(start + i), segment.timeAt(start + i)] as const,
        );
        for (const [roomId, from, to] of roomSpans(messages)) {
            const known = spans.get(roomId) ?? [roomId, from, to];
            spans.set(roomId, [roomId, Math.min(known[1], from), Math.max(known[2], to)]);
        }
    }
    return [...spans.values()];
}

/** What is not in memory may hold older versions of what is in a tail; the version below is the highest of those. */
function gravesInTheDark(replica: Replica, inputs: readonly Held[], now: number): Grave[] {
    const dark = replica.pending();
    const graves: Grave[] = [];
    for (const { segment } of dark.length > 0 ? inputs.filter(isTail) : []) {
        for (let doc = 0; doc < segment.count; doc += 1) {
            const time = segment.timeAt(doc);
            if (dark.some(({ from, to }) => from <= time && time <= to)) {
                graves.push([segment.idAt(doc), segment.versionAt(doc) - 1, now]);
            }
        }
    }
    return graves;
}

/** A grave is filled in when it is old and there is nothing left to bury, as far as everything there is can be seen. */
function neededGraves(
    replica: Replica,
    graves: Grave[],
    replaces: readonly string[],
    output: IndexedSegment,
    before: number,
): Grave[] {
    if (!replica.coverage().isComplete) {
        return graves;
    }
    const old = new Map(graves.filter(([, , at]) => at < before).map((grave) => [grave[0], grave]));
    const others = replica.sources().filter(({ stored }) => !replaces.includes(stored.id));
    for (const segment of [output, ...others.map((held) => held.segment)]) {
        for (const [id, doc] of segment.findIds(old.keys())) {
            if (segment.versionAt(doc) <= old.get(id)![1]) {
                old.delete(id);
            }
        }
    }
    return graves.filter(([id]) => !old.has(id));
}
