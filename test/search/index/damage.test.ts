import { inMemoryRecords, type InMemoryRecords } from '../../fakes/records';
import { aClock, anIndex, entries, found, maintainFully, names, ROOMS } from './fixture';

/** Twelve messages: eight in two merged segments of four, whose tails are still there or not, and four in tails. */
async function aStore(options: { areTailsKept: boolean }) {
    const clock = aClock();
    const records = inMemoryRecords();
    const writer = anIndex(clock);
    const store = options.areTailsKept ? { ...records, remove: () => Promise.resolve() } : records;
    for (const message of entries(0, 12)) {
        await writer.add(store, [message]);
    }
    return { clock, records };
}

const partsOf = (records: InMemoryRecords) => records.all.filter(({ keys }) => keys[0]!.includes('/part/'));

const WAYS: Array<[string, (records: InMemoryRecords) => unknown]> = [
    ['is missing', (records) => records.remove(partsOf(records)[0]!.keys)],
    ['is empty', (records) => records.replace(partsOf(records)[0]!.keys, {})],
    [
        'has other bytes',
        (records) => records.replace(partsOf(records)[0]!.keys, { ...partsOf(records)[0]!.data, pieces: ['x'] }),
    ],
];

describe('a part that', () => {
    it.each(WAYS)('%s is reported with its rooms and times, and the rest is found', async (_, harm) => {
        const { clock, records } = await aStore({ areTailsKept: false });
        await harm(records);
        const index = anIndex(clock);
        const rest = await found(index, records);
        const lost = entries(0, 12).filter(({ id }) => !rest.some((name) => name.startsWith(`${id}@`)));
        expect(lost).toHaveLength(4);
        const [damage, ...others] = index.status().toRebuild;
        expect(others).toEqual([]);
        expect(damage).toMatchObject({ count: 4, from: lost[0]!.time, to: lost.at(-1)!.time });
        expect(damage!.rooms!.map(([room]) => room).sort()).toEqual([...ROOMS].sort());
        expect(index.status().isComplete).toBe(false);

        await index.add(records, lost);
        await index.discard(records, [damage!.id]);
        clock.advance(11 * 60_000);
        await maintainFully(index, records);
        for (const each of [index, anIndex(clock)]) {
            expect(await found(each, records)).toEqual(names(entries(0, 12)));
            expect(each.status()).toMatchObject({ toRebuild: [], isComplete: true });
        }
    });

    it.each(WAYS)('%s is made again as long as what was merged is still there', async (_, harm) => {
        const { clock, records } = await aStore({ areTailsKept: true });
        await harm(records);
        const index = anIndex(clock);
        expect(await found(index, records)).toEqual(names(entries(0, 12)));
        clock.advance(11 * 60_000);
        await maintainFully(index, records);
        for (const each of [index, anIndex(clock)]) {
            expect(await found(each, records)).toEqual(names(entries(0, 12)));
            expect(each.status()).toMatchObject({ toRebuild: [], isComplete: true });
        }
    });
});

describe('a tail that is damaged', () => {
    it('is reported with its rooms and times, and the rest is found', async () => {
        const clock = aClock();
        const records = inMemoryRecords();
        const [first, second] = entries(0, 2);
        await anIndex(clock).add(records, [first!]);
        await anIndex(clock).add(records, [second!]);
        await records.replace(records.all[0]!.keys, { ...records.all[0]!.data, image: '[' });
        const index = anIndex(clock);
        expect(await found(index, records)).toEqual(names([second!]));
        expect(index.status().toRebuild).toMatchObject([
            { count: 1, from: first!.time, rooms: [[first!.roomId, first!.time, first!.time]] },
        ]);
    });
});
