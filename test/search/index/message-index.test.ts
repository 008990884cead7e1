import { inMemoryRecords } from '../../fakes/records';
import { aClock, anIndex, ask, asking, entries, entry, found, maintainFully, names, ROOMS } from './fixture';

function aStore() {
    const clock = aClock();
    const records = inMemoryRecords();
    let creates = 0;
    let reads = 0;
    const counted: typeof records = {
        ...records,
        append: (...args) => {
            creates += 1;
            return records.append(...args);
        },
        read: (...args) => {
            reads += 1;
            return records.read(...args);
        },
    };
    const count = async (work: () => Promise<unknown>) => {
        [creates, reads] = [0, 0];
        await work();
        return { creates, reads };
    };
    return { clock, records: counted, count };
}

describe('a message', () => {
    it('is found once added, by the process that added it and by every other', async () => {
        const { clock, records } = aStore();
        const [here, there] = [anIndex(clock), anIndex(clock)];
        await here.add(records, [entry(1)]);
        expect(await found(here, records)).toEqual(['message1@1']);
        expect(await found(there, records)).toEqual(['message1@1']);
        await there.add(records, [entry(2)]);
        expect(await found(here, records)).toEqual(['message1@1', 'message2@1']);
    });

    it('costs one create, as do hundreds added together', async () => {
        const { clock, records, count } = aStore();
        const index = anIndex(clock, { tailCount: 128 });
        expect(await count(() => index.add(records, [entry(1)]))).toEqual({ creates: 1, reads: 0 });
        expect(await count(() => index.add(records, entries(2, 500)))).toEqual({ creates: 1, reads: 0 });
        expect(await count(() => index.forget(records, [{ id: 'message1', version: 1 }]))).toEqual({
            creates: 1,
            reads: 0,
        });
    });

    it('is not found in rooms that were not asked for', async () => {
        const { clock, records } = aStore();
        const index = anIndex(clock);
        await index.add(records, [entry(1, 1, 'lobby'), entry(2, 1, 'kitchen')]);
        const { nominations } = await index.search(records, asking(), new Set(['kitchen']), { limit: 9, loadMs: 0 });
        expect(nominations.map(({ id }) => id)).toEqual(['message2']);
    });

    it('is found by its newest version alone, whichever came first', async () => {
        const { clock, records } = aStore();
        const [here, there] = [anIndex(clock), anIndex(clock)];
        await here.add(records, [entry(1, 1), entry(2, 5)]);
        await there.add(records, [entry(1, 2), entry(2, 4)]);
        for (const index of [here, there, anIndex(clock)]) {
            expect(await found(index, records)).toEqual(['message1@2', 'message2@5']);
            expect(await found(index, records, 'version1')).toEqual([]);
            expect(await found(index, records, 'version4')).toEqual([]);
        }
    });

    it('is gone once forgotten, everywhere, though it may come back changed', async () => {
        const { clock, records } = aStore();
        const [here, there] = [anIndex(clock), anIndex(clock)];
        await here.add(records, entries(1, 4));
        await found(there, records);
        await there.forget(records, [{ id: 'message2', version: 1 }]);
        for (const index of [here, there, anIndex(clock)]) {
            expect(await found(index, records)).toEqual(['message1@1', 'message3@1']);
        }
        await here.add(records, [entry(2, 2)]);
        expect(await found(there, records)).toEqual(['message1@1', 'message2@2', 'message3@1']);
    });

    it('stays gone when it is added late', async () => {
        const { clock, records } = aStore();
        const [here, there] = [anIndex(clock), anIndex(clock)];
        await here.forget(records, [{ id: 'message1', version: 3 }]);
        await there.add(records, [entry(1, 2)]);
        for (const index of [here, there, anIndex(clock)]) {
            expect(await found(index, records)).toEqual([]);
        }
    });

    it('is not shown when the store refused it', async () => {
        const { clock, records } = aStore();
        const index = anIndex(clock);
        const full = { ...records, append: () => Promise.reject(new Error('no space')) };
        await expect(index.add(full, [entry(1)])).rejects.toThrow('no space');
        expect(await found(index, records)).toEqual([]);
    });
});

describe('a question', () => {
    it('costs one read when everything is in memory, and none within the time the setting allows', async () => {
        const { clock, records, count } = aStore();
        const index = anIndex(clock, { refreshEveryMs: 1000 });
        await index.add(records, entries(0, 50));
        await ask(index, records);
        expect(await count(() => ask(index, records))).toEqual({ creates: 0, reads: 0 });
        clock.advance(1000);
        expect(await count(() => ask(index, records))).toEqual({ creates: 0, reads: 1 });
    });

    it('is answered page by page, without gaps or repeats', async () => {
        const { clock, records } = aStore();
        const index = anIndex(clock);
        for (let n = 0; n < 50; n += 1) {
            await index.add(records, [entry(n)]);
        }
        const seen: string[] = [];
        let after: { score: number; time: number; id: string } | undefined;
        for (;;) {
            const { nominations } = await index.search(records, asking(), new Set(ROOMS), {
                limit: 7,
                loadMs: 1000,
                after,
            });
            seen.push(...nominations.map(({ id, version }) => `${id}@${version}`));
            if (nominations.length === 0) {
                break;
            }
            after = nominations.at(-1);
        }
        expect(seen.sort()).toEqual(names(entries(0, 50)));
    });

    it('asked at a cold start is answered from the newest, and says from when on it is complete', async () => {
        const { clock, records } = aStore();
        const writer = anIndex(clock);
        for (let n = 0; n < 40; n += 2) {
            await writer.add(records, [entry(n), entry(n + 1)]);
        }
        await maintainFully(writer, records);
        const index = anIndex(clock);
        const slow = {
            ...records,
            read: async <T extends object>(key: string) => {
                clock.advance(10);
                return records.read<T>(key);
            },
        };
        const { nominations, coverage } = await ask(index, slow, 'all', 15);
        expect(coverage).toMatchObject({ isComplete: false, of: 40, messages: nominations.length });
        const { completeSince } = coverage;
        const newest = entries(0, 40).filter(({ time }) => time >= completeSince!);
        expect(nominations.map(({ id, version }) => `${id}@${version}`)).toEqual(expect.arrayContaining(names(newest)));
        while (!(await ask(index, slow, 'all', 15)).coverage.isComplete) {
            // Each call brings some more.
        }
        expect(await found(index, records)).toEqual(names(entries(0, 40)));
    });
});

describe('maintenance', () => {
    it('keeps the number of records small, and everything found', async () => {
        const { clock, records } = aStore();
        const index = anIndex(clock);
        for (let n = 0; n < 200; n += 1) {
            await index.add(records, [entry(n)]);
            if (n % 10 === 0) {
                await maintainFully(index, records);
                clock.advance(11 * 60_000);
            }
        }
        await maintainFully(index, records);
        clock.advance(11 * 60_000);
        await maintainFully(index, records);
        expect(await found(anIndex(clock), records)).toEqual(names(entries(0, 200)));
        expect(records.all.length).toBeLessThan(60);
        expect(index.status()).toMatchObject({ isComplete: true, messages: 200, toRebuild: [] });
        expect(index.status().lastTrouble).toBeUndefined();
    });

    it('takes over the tails of processes that are silent', async () => {
        const { clock, records } = aStore();
        for (let n = 0; n < 30; n += 1) {
            await anIndex(clock).add(records, [entry(n)]);
        }
        const index = anIndex(clock);
        await maintainFully(index, records);
        expect(index.status().tails).toBe(30);
        clock.advance(6 * 60_000);
        await maintainFully(index, records);
        expect(index.status().tails).toBe(0);
        expect(await found(anIndex(clock), records)).toEqual(names(entries(0, 30)));
    });

    it('lets the words of forgotten messages go, and then the graves', async () => {
        const { clock, records } = aStore();
        const index = anIndex(clock, { graveMs: 1000 });
        for (let n = 0; n < 12; n += 1) {
            await index.add(records, [entry(n)]);
        }
        await index.forget(
            records,
            entries(0, 12).map(({ id, version }) => ({ id, version })),
        );
        for (let n = 100; n < 140; n += 1) {
            clock.advance(11 * 60_000);
            await index.add(records, [entry(n)]);
            await maintainFully(index, records);
        }
        expect(index.status().graves).toBe(0);
        expect(JSON.stringify(records.all)).not.toContain('"message1"');
        expect(await found(anIndex(clock), records)).toEqual(names(entries(100, 140)));
    });
});
