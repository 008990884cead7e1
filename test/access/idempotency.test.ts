import { once, type OnceOptions } from '../../src/access/idempotency';
import { inMemoryRecords } from '../fakes/records';

const clock = { now: () => Date.now() };

function worker() {
    const done: string[] = [];
    const options = (parts: Partial<OnceOptions> = {}): OnceOptions => ({
        personId: 'jean',
        key: 'key-0001',
        work: 'send hello',
        run: async () => {
            await new Promise((resolve) => setTimeout(resolve, 5));
            done.push('sent');
            return `message${done.length}`;
        },
        recall: () => Promise.resolve(undefined),
        ...parts,
    });
    return { done, options };
}

describe('an idempotency key', () => {
    it('does the work once and gives the first result to every repeat', async () => {
        const records = inMemoryRecords();
        const { done, options } = worker();
        expect(await once(records, clock, options())).toEqual({ value: 'message1', isRepeat: false });
        expect(await once(records, clock, options())).toEqual({ value: 'message1', isRepeat: true });
        expect(done).toHaveLength(1);
    });

    it('does the work once when many calls come at the same moment', async () => {
        for (let round = 0; round < 20; round += 1) {
            const records = inMemoryRecords();
            const { done, options } = worker();
            const results = await Promise.all(Array.from({ length: 6 }, () => once(records, clock, options())));
            expect(done).toHaveLength(1);
            expect(new Set(results.map(({ value }) => value))).toEqual(new Set(['message1']));
            expect(results.filter(({ isRepeat }) => !isRepeat)).toHaveLength(1);
        }
    });

    it('finds the work of a caller that died after doing it', async () => {
        const records = inMemoryRecords();
        const { done, options } = worker();
        const lost = {
            ...records,
            append: (keys: string[], data: object) =>
                'value' in data ? Promise.reject(new Error('killed')) : records.append(keys, data),
        };
        await expect(once(lost, clock, options())).rejects.toThrow('killed');
        const later = { now: () => Date.now() + 60_000 };
        const result = await once(records, later, options({ recall: () => Promise.resolve('message1') }));
        expect(result).toEqual({ value: 'message1', isRepeat: true });
        expect(done).toHaveLength(1);
    });

    it('does the work of a caller that died before doing it', async () => {
        const records = inMemoryRecords();
        const { done, options } = worker();
        await expect(
            once(records, clock, options({ run: () => Promise.reject(new Error('killed')) })),
        ).rejects.toThrow();
        const later = { now: () => Date.now() + 60_000 };
        expect(await once(records, later, options())).toEqual({ value: 'message1', isRepeat: false });
        expect(done).toHaveLength(1);
    });

    it('is refused for other work', async () => {
        const records = inMemoryRecords();
        const { options } = worker();
        await once(records, clock, options());
        await expect(once(records, clock, options({ work: 'send goodbye' }))).rejects.toMatchObject({
            code: 'invalid_input',
            details: { field: 'idempotencyKey' },
        });
    });

    it('belongs to its person: the same key of another does its own work', async () => {
        const records = inMemoryRecords();
        const { done, options } = worker();
        await once(records, clock, options());
        await once(records, clock, options({ personId: 'ana', work: 'send goodbye' }));
        expect(done).toHaveLength(2);
    });
});
