import type { IndexedSegment, SegmentCodec } from '../../../src/search/index/codec';
import type { IndexEntry, Nomination } from '../../../src/search/types';

interface FakeSegment extends IndexedSegment {
    entries: IndexEntry[];
}

const open = (bytes: Uint8Array): FakeSegment => {
    const rows = JSON.parse(new TextDecoder().decode(bytes)) as Array<IndexEntry & { words: Array<[string, number]> }>;
    const entries = rows.map(({ words, ...entry }) => ({ ...entry, terms: new Map(words) }));
    const times = entries.map(({ time }) => time);
    const docs = new Map(entries.map(({ id }, doc) => [id, doc]));
    return {
        entries,
        count: entries.length,
        timeFrom: Math.min(...times),
        timeTo: Math.max(...times),
        rooms: [...new Set(entries.map(({ roomId }) => roomId))],
        idAt: (doc) => entries[doc]!.id,
        versionAt: (doc) => entries[doc]!.version,
        roomAt: (doc) => entries[doc]!.roomId,
        timeAt: (doc) => entries[doc]!.time,
        findIds: (ids) => new Map([...ids].flatMap((id) => (docs.has(id) ? [[id, docs.get(id)!] as const] : []))),
    };
};

const encode = (entries: IndexEntry[]) =>
    new TextEncoder().encode(JSON.stringify(entries.map((entry) => ({ ...entry, words: [...entry.terms] }))));

const live = (sources: Parameters<SegmentCodec['merge']>[0]) =>
    sources.flatMap((source) =>
        (source.segment as FakeSegment).entries.filter((_, doc) => !source.isDead(doc)).map((entry) => entry),
    );

/** Segments as JSON, answers as lists: what the index asks of a codec and nothing more. */
export const fakeCodec: SegmentCodec = {
    encode,
    open,
    *merge(sources) {
        const newest = new Map<string, IndexEntry>();
        for (const entry of live(sources)) {
            if ((newest.get(entry.id)?.version ?? -Infinity) < entry.version) {
                newest.set(entry.id, entry);
            }
        }
        yield;
        return encode([...newest.values()]);
    },
    rank(sources, query, rooms, { limit, after }) {
        const wanted = query.clauses.flatMap(({ variants }) => variants.map(({ term }) => term));
        const order = (a: Nomination, b: Nomination) =>
            b.score - a.score || b.time - a.time || Number(a.id < b.id) - Number(a.id > b.id);
        return live(sources)
            .filter(({ roomId, terms }) => rooms.has(roomId) && wanted.every((term) => terms.has(term)))
            .map(({ id, roomId, time, version }) => ({ id, roomId, time, version, score: 1, matched: 1 }))
            .filter((found) => !after || order({ ...found, ...after }, found) < 0)
            .sort(order)
            .slice(0, limit);
    },
    pack: (bytes) => Buffer.from(bytes).toString('latin1'),
    unpack: (text) => Uint8Array.from(Buffer.from(text, 'latin1')),
};
