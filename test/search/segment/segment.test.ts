import fc from 'fast-check';
import { encodeSegment, openSegment, SegmentDamaged } from '../../../src/search/segment';
import type { IndexEntry } from '../../../src/search/types';
import { collections, contentOf, entries, ids, NOW, segmentOf } from './documents';

const entry = (id: string, more: Partial<IndexEntry> = {}): IndexEntry => ({
    id,
    roomId: 'r',
    authorId: 'u',
    time: NOW,
    version: 0,
    flags: 0,
    terms: new Map(),
    length: 0,
    ...more,
});

describe('a segment', () => {
    it('gives back every column and posting', () => {
        fc.assert(
            fc.property(collections, (all) => {
                expect(contentOf(segmentOf(all))).toEqual(new Map(all.map((each) => [each.id, each])));
            }),
        );
    });

    it('orders messages by time, then id', () => {
        fc.assert(
            fc.property(collections, (all) => {
                const segment = segmentOf(all);
                const order = Array.from({ length: segment.count }, (_, doc) => segment.rowAt(doc));
                const sorted = [...all].sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
                expect(order.map(({ id }) => id)).toEqual(sorted.map(({ id }) => id));
                expect([segment.timeFrom, segment.timeTo]).toEqual([sorted[0]?.time ?? 0, sorted.at(-1)?.time ?? 0]);
            }),
        );
    });

    it('keeps the higher version of two entries with one id', () => {
        fc.assert(
            fc.property(fc.array(entries), fc.array(fc.nat()), (all, picks) => {
                const again = all.length ? picks.map((pick) => ({ ...all[pick % all.length]!, version: 9 })) : [];
                const segment = segmentOf([...again, ...all, ...again]);
                for (let doc = 0; doc < segment.count; doc++) {
                    const versions = [...all, ...again].filter(({ id }) => id === segment.idAt(doc));
                    expect(segment.versionAt(doc)).toBe(Math.max(...versions.map(({ version }) => version)));
                }
                expect(segment.count).toBe(new Set(all.map(({ id }) => id)).size);
            }),
        );
    });

    it('holds any id, any term and numbers of any size', () => {
        const anyText = fc.string({ unit: fc.nat({ max: 0xffff }).map((unit) => String.fromCharCode(unit)) });
        const large = fc.record({
            time: fc.maxSafeInteger().filter((time) => Math.abs(time) < 2 ** 52 / 2),
            version: fc.nat({ max: 2 ** 51 }),
            flags: fc.nat({ max: 0xffffffff }),
            length: fc.nat({ max: 0xffff }),
            roomId: anyText,
            terms: fc
                .dictionary(anyText, fc.integer({ min: 1, max: 0xffff }))
                .map((all) => new Map(Object.entries(all))),
        });
        fc.assert(
            fc.property(fc.uniqueArray(fc.tuple(anyText, large), { selector: ([id]) => id }), (all) => {
                const given = all.map(([id, more]) => entry(id, more));
                expect(contentOf(segmentOf(given))).toEqual(new Map(given.map((each) => [each.id, each])));
            }),
        );
    });

    it('reads any part of a long list', () => {
        const count = 3000;
        const all = Array.from({ length: count }, (_, i) =>
            entry(`m${String(i).padStart(5, '0')}`, {
                time: NOW + i,
                terms: i % 3 ? new Map([['word', 1 + (i % 300)]]) : new Map([['other', 1]]),
            }),
        );
        const list = segmentOf(all).listOf('word')!;
        const [docs, tfs] = [new Uint32Array(count), new Uint32Array(count)];
        fc.assert(
            fc.property(fc.nat({ max: count }), fc.nat({ max: count }), (a, b) => {
                const [from, to] = [Math.min(a, b), Math.max(a, b)];
                const read = list.read(from, to, docs, tfs);
                const expected = all.flatMap(({ terms }, i) =>
                    i >= from && i < to && terms.has('word') ? [[i, terms.get('word')]] : [],
                );
                expect(Array.from({ length: read }, (_, i) => [docs[i], tfs[i]])).toEqual(expected);
            }),
        );
    });

    it('finds the ids it has, and no others', () => {
        fc.assert(
            fc.property(collections, fc.array(ids), (all, others) => {
                const segment = segmentOf(all);
                const mine = new Set(all.map(({ id }) => id));
                const found = segment.findIds([...others, ...mine]);
                expect(new Set(found.keys())).toEqual(mine);
                found.forEach((doc, id) => expect(segment.idAt(doc)).toBe(id));
            }),
        );
    });

    it('is refused when any byte of it was changed', () => {
        fc.assert(
            fc.property(collections, fc.nat(), fc.integer({ min: 1, max: 255 }), (all, place, change) => {
                const bytes = encodeSegment(all);
                bytes[place % bytes.length]! ^= change;
                expect(() => openSegment(bytes)).toThrow(SegmentDamaged);
            }),
        );
    });

    it.each([0, 3, 40, 4000])('is refused when %d bytes long only', (length) => {
        const bytes = encodeSegment(Array.from({ length: 300 }, (_, i) => entry(`message number ${String(i)}`)));
        expect(() => openSegment(bytes.subarray(0, length))).toThrow(SegmentDamaged);
    });

    it('opens from the middle of other bytes', () => {
        const image = encodeSegment([entry('x', { terms: new Map([['word', 2]]) })]);
        const bytes = new Uint8Array(image.length + 3);
        bytes.set(image, 3);
        expect(openSegment(bytes.subarray(3)).countOf('word')).toBe(1);
    });
});
