import { inMemoryRecords } from '../../fakes/records';
import { dyingRecords } from './faults';
import { aClock, anIndex, entry, found, maintainFully } from './fixture';

const GRACE = 11 * 60_000;

/** Adds, changes, forgets and merges, until it is done or dead. Says what the store has confirmed, and what was tried. */
async function aLife(records: ReturnType<typeof inMemoryRecords>, last: number, when: 'before' | 'after') {
    const clock = aClock();
    const { dying, isDead } = dyingRecords(records, last, when);
    const index = anIndex(clock);
    const confirmed = new Map<string, number>();
    /** Messages of whose last change nobody knows whether it came through. */
    const open = new Set<string>();
    const attempt = async (id: string, version: number, work: () => Promise<void>) => {
        open.add(id);
        await work();
        open.delete(id);
        confirmed.set(id, version);
    };
    try {
        for (let n = 0; n < 16; n += 1) {
            await attempt(`message${n}`, 1, () => index.add(dying, [entry(n)]));
            if (n % 5 === 4) {
                await attempt(`message${n - 3}`, 2, () => index.add(dying, [entry(n - 3, 2)]));
                await attempt(`message${n - 2}`, 0, () => index.forget(dying, [{ id: `message${n - 2}`, version: 1 }]));
            }
            if (n % 5 === 4) {
                clock.advance(GRACE);
                await index.maintain(dying, 1000);
            }
        }
        clock.advance(GRACE);
        await index.maintain(dying, 1000);
    } catch (error) {
        if (!isDead()) {
            throw error;
        }
    }
    const expected = [...confirmed]
        .filter(([id, version]) => version > 0 && !open.has(id))
        .map(([id, v]) => `${id}@${v}`);
    return { expected: expected.sort(), open, isDead: isDead(), clock };
}

const without = (list: string[], open: Set<string>) => list.filter((name) => !open.has(name.split('@')[0]!));

describe('a process that is killed', () => {
    it.each(['before', 'after'] as const)(
        'just %s any one of its operations on the store loses nothing, doubles nothing, and brings nothing back',
        async (when) => {
            for (let last = 1; ; last += 1) {
                const records = inMemoryRecords();
                const { expected, open, isDead, clock } = await aLife(records, last, when);
                const next = anIndex(clock);
                expect(without(await found(next, records), open)).toEqual(expected);
                for (let round = 0; round < 3; round += 1) {
                    clock.advance(2 * 60 * 60_000);
                    await maintainFully(next, records);
                    expect(without(await found(next, records), open)).toEqual(expected);
                }
                expect(without(await found(anIndex(clock), records), open)).toEqual(expected);
                expect(next.status()).toMatchObject({ toRebuild: [], isComplete: true });
                if (!isDead) {
                    expect(last).toBeGreaterThan(100);
                    return;
                }
            }
        },
        120_000,
    );

    it('leaves no parts behind for ever', async () => {
        for (let last = 1; ; last += 1) {
            const records = inMemoryRecords();
            const { isDead, clock } = await aLife(records, last, 'after');
            const next = anIndex(clock);
            for (let round = 0; round < 3; round += 1) {
                clock.advance(2 * 60 * 60_000);
                await maintainFully(next, records);
            }
            const headers = records.all.flatMap(({ data }) =>
                'parts' in data && 'id' in data ? [String(data.id)] : [],
            );
            const parts = records.all.filter(({ keys }) => /\/(part|about|intent)\//.test(keys.at(-1)!));
            expect(parts.filter(({ keys }) => !headers.some((id) => keys[0]!.includes(`/${id}`)))).toEqual([]);
            if (!isDead) {
                return;
            }
        }
    }, 120_000);
});
