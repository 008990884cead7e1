import fc from 'fast-check';
import { packBytes, SegmentDamaged, unpackBytes } from '../../../src/search/segment';

const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 2000 }),
    fc
        .tuple(fc.uint8Array({ minLength: 1, maxLength: 20 }), fc.nat({ max: 500 }))
        .map(([part, times]) => Uint8Array.from({ length: part.length * times }, (_, i) => part[i % part.length]!)),
);

describe('packed bytes', () => {
    it('come back, and take one byte of UTF-8 a character', () => {
        fc.assert(
            fc.property(bytes, (given) => {
                const text = packBytes(given);
                expect(/^[\0-\x7f]*$/.test(text)).toBe(true);
                expect(Buffer.compare(unpackBytes(text), given)).toBe(0);
            }),
        );
    });

    it('grow by a seventh at most, and shrink where they repeat', () => {
        const random = Uint8Array.from({ length: 300_000 }, () => Math.random() * 256);
        expect(packBytes(random).length).toBeLessThan(300_000 * (8 / 7) + 20);
        expect(packBytes(new Uint8Array(300_000)).length).toBeLessThan(1000);
    });

    it('are refused or changed, but never hang, when the text is cut or foreign', () => {
        const text = packBytes(Uint8Array.from({ length: 5000 }, (_, i) => i % 50));
        expect(() => unpackBytes(text.slice(0, text.length / 2))).toThrow(SegmentDamaged);
        fc.assert(
            fc.property(fc.string({ unit: 'binary-ascii', maxLength: 200 }), (foreign) => {
                try {
                    unpackBytes(foreign);
                } catch (error) {
                    expect(error).toBeInstanceOf(SegmentDamaged);
                }
            }),
        );
    });
});
