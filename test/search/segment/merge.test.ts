import fc from 'fast-check';
import { mergeSegments, openSegment } from '../../../src/search/segment';
import type { IndexEntry } from '../../../src/search/types';
import { collections, contentOf, finish, segmentOf } from './documents';

describe('a merge', () => {
    it('keeps exactly the live highest versions', () => {
        // The versions of one id live in different segments; each message is dead or not by its own.
        const copies = fc.array(fc.record({ pick: fc.nat(), version: fc.nat({ max: 6 }) }), { maxLength: 20 });
        fc.assert(
            fc.property(
                fc.array(collections, { maxLength: 4 }),
                copies,
                fc.func(fc.boolean()),
                (parts, extra, isDead) => {
                    const originals = parts.flat();
                    const changed = originals.length
                        ? extra.map(({ pick, version }) => [{ ...originals[pick % originals.length]!, version }])
                        : [];
                    const segments = [...parts, ...changed].map(segmentOf);
                    const dead = segments.map((segment, input) =>
                        Array.from({ length: segment.count }, (_, doc) => isDead(input, segment.idAt(doc))),
                    );
                    const inputs = segments.map((segment, input) => ({
                        segment,
                        isDead: (doc: number) => dead[input]![doc]!,
                    }));
                    const expected = new Map<string, IndexEntry>();
                    segments.forEach((segment, input) => {
                        const content = contentOf(segment);
                        for (let doc = 0; doc < segment.count; doc++) {
                            const entry = content.get(segment.idAt(doc))!;
                            const known = expected.get(entry.id);
                            if (!dead[input]![doc] && !(known && known.version >= entry.version)) {
                                expected.set(entry.id, entry);
                            }
                        }
                    });
                    expect(contentOf(openSegment(finish(mergeSegments(inputs))))).toEqual(expected);
                },
            ),
        );
    });

    it('makes the same bytes as encoding all at once', () => {
        fc.assert(
            fc.property(collections, fc.integer({ min: 1, max: 5 }), (all, parts) => {
                const inputs = Array.from({ length: parts }, (_, part) => ({
                    segment: segmentOf(all.filter((__, i) => i % parts === part)),
                    isDead: () => false,
                }));
                expect(finish(mergeSegments(inputs))).toEqual(segmentOf(all).bytes);
            }),
        );
    });
});
