import { nextRun } from '../../dev/workspace/server/schedule-times';
import { TestServer } from './a-server';

const FROM = new Date('2026-01-05T10:02:30.000Z');

describe('intervals', () => {
    it.each([
        ['5 minutes', 5 * 60_000],
        ['one hour and 30 minutes', 90 * 60_000],
        ['a day', 86_400_000],
        ['30 seconds', 30_000],
        ['1500', 1500],
    ])('"%s" is counted from the last run', (interval, milliseconds) => {
        expect(nextRun(interval, FROM).getTime() - FROM.getTime()).toBe(milliseconds);
    });

    it('of cron give the next fitting time', () => {
        expect(nextRun('*/5 * * * *', FROM).toISOString()).toBe('2026-01-05T10:05:00.000Z');
        expect(nextRun('*/10 * * * * *', FROM).toISOString()).toBe('2026-01-05T10:02:40.000Z');
    });

    it.each(['', 'soon', '5 lightyears'])('"%s" is none', (interval) => {
        expect(() => nextRun(interval, FROM)).toThrow('neither');
    });
});

describe('the scheduler', () => {
    const job = { appId: 'app', name: 'sweep_app', processorId: 'sweep', data: { n: 1 } };
    let test: TestServer;
    const scheduler = () => test.server.scheduler;
    const ran = () => test.engines.map(({ jobs }) => jobs.length);
    beforeEach(() => {
        test = new TestServer(2);
    });

    it('runs a due job on exactly one instance, the instances in turn', async () => {
        await scheduler().port.scheduleOnce(job, test.clock.now());
        expect(await scheduler().runDue()).toMatchObject([{ name: 'sweep_app', instance: 0 }]);
        await scheduler().port.scheduleOnce(job, test.clock.now());
        await scheduler().runDue();
        expect(ran()).toEqual([1, 1]);
        expect(test.store.jobs.size).toBe(0);
    });

    it('leaves alone what is not due, until the clock is moved', async () => {
        await scheduler().port.scheduleOnce(job, new Date(test.clock.now().getTime() + 60_000));
        expect(await scheduler().runDue()).toEqual([]);
        test.tick(61);
        expect(await scheduler().runDue()).toHaveLength(1);
    });

    it('keeps a one-time job that failed, but does not run it again', async () => {
        test.engines[0]!.runJob = () => Promise.reject(new Error('broken'));
        const id = await scheduler().port.scheduleOnce(job, test.clock.now());
        expect(await scheduler().runDue()).toMatchObject([{ error: 'broken' }]);
        expect(test.store.jobs.get(id)).toMatchObject({ failReason: 'broken', nextRunAt: null, lockedAt: null });
        expect(await scheduler().runDue()).toEqual([]);
    });

    it('keeps one recurring schedule a name; a second call replaces interval and data', async () => {
        await scheduler().port.upsertRecurring({ ...job, repeatInterval: '5 minutes' }, true);
        await scheduler().port.upsertRecurring({ ...job, repeatInterval: '10 minutes', data: { n: 2 } }, true);
        expect([...test.store.jobs.values()]).toMatchObject([{ repeatInterval: '10 minutes', data: { n: 2 } }]);
        expect(await scheduler().runDue()).toEqual([]);
        test.tick(601);
        expect(await scheduler().runDue()).toHaveLength(1);
        const [recurring] = test.store.jobs.values();
        expect(recurring!.nextRunAt!.getTime()).toBeGreaterThan(test.clock.now().getTime() + 590_000);
    });

    it('runs a recurring job at once unless told to skip that', async () => {
        await scheduler().port.upsertRecurring({ ...job, repeatInterval: '5 minutes' }, false);
        expect(await scheduler().runDue()).toHaveLength(1);
    });

    it('runs a job again that has been locked for more than ten minutes', async () => {
        let finish: () => void = () => undefined;
        test.engines[0]!.runJob = () => new Promise((resolve) => (finish = resolve));
        await scheduler().port.upsertRecurring({ ...job, repeatInterval: '1 minute' }, false);
        const stuck = scheduler().runDue();
        test.tick(120);
        expect(await scheduler().runDue()).toEqual([]);
        test.tick(600);
        expect(await scheduler().runDue()).toMatchObject([{ instance: 1 }]);
        finish();
        expect(await stuck).toHaveLength(1);
    });

    it('inserts a start-up job only if none is pending', async () => {
        const later = new Date(test.clock.now().getTime() + 60_000);
        const first = await scheduler().port.scheduleOnceIfNone(job, later);
        expect(await scheduler().port.scheduleOnceIfNone(job, later)).toBe(first);
    });

    it('cancels by name or id, within the app', async () => {
        const later = new Date(test.clock.now().getTime() + 60_000);
        const id = await scheduler().port.scheduleOnce(job, later);
        await scheduler().port.cancel('other', id);
        expect(test.store.jobs.size).toBe(1);
        await scheduler().port.cancel('app', id);
        expect(test.store.jobs.size).toBe(0);
        await scheduler().port.scheduleOnce(job, later);
        await scheduler().port.cancel('app', 'sweep_app');
        expect(test.store.jobs.size).toBe(0);
    });

    it('runs any job on demand, by id or name', async () => {
        await scheduler().port.scheduleOnce(job, new Date(test.clock.now().getTime() + 60_000));
        expect(await scheduler().runNow('sweep')).toHaveLength(1);
        expect(await scheduler().runNow('sweep')).toEqual([]);
    });
});
