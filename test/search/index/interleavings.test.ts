import fc from 'fast-check';
import type { Records } from '../../../src/host/records';
import { inMemoryRecords } from '../../fakes/records';
import { aClock, anIndex, entry, found, maintainFully } from './fixture';

type Step =
    | { kind: 'add' | 'edit' | 'forget'; by: number; message: number }
    | { kind: 'late'; by: number; message: number }
    | { kind: 'maintain' | 'restart' | 'ask'; by: number }
    | { kind: 'wait'; minutes: number };

const PROCESSES = 3;
const by = fc.nat(PROCESSES - 1);
const message = fc.nat(25);

const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 8, arbitrary: fc.record({ kind: fc.constantFrom('add', 'edit', 'forget', 'late'), by, message }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('maintain', 'restart', 'ask'), by }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.constantFrom(1, 6, 11, 70) }) },
);

/** What the index should say: of each message its highest version, and the highest that was forgotten. */
class Oracle {
    private readonly versions = new Map<number, number>();
    private readonly forgotten = new Map<number, number>();

    next = (n: number) => Math.max(this.versions.get(n) ?? 0, this.forgotten.get(n) ?? 0) + 1;
    last = (n: number) => this.versions.get(n) ?? 1;

    add(n: number, version: number): void {
        this.versions.set(n, Math.max(this.versions.get(n) ?? 0, version));
    }

    forget(n: number, version: number): void {
        this.forgotten.set(n, Math.max(this.forgotten.get(n) ?? 0, version));
    }

    names(): string[] {
        return [...this.versions]
            .filter(([n, version]) => version > (this.forgotten.get(n) ?? 0))
            .map(([n, version]) => `message${n}@${version}`)
            .sort();
    }
}

/** Each operation takes from 0 to 3 turns of the event loop, so that those of different processes interleave anew. */
function jittery(records: Records, numbers: () => number): Records {
    const jitter = async () => {
        for (let turns = numbers() % 4; turns > 0; turns -= 1) {
            await new Promise((resolve) => setImmediate(resolve));
        }
    };
    return {
        append: (keys, data) => jitter().then(() => records.append(keys, data)),
        read: <T extends object>(key: string) => jitter().then(() => records.read<T>(key)),
        replace: (keys, data) => jitter().then(() => records.replace(keys, data)),
        remove: (keys) => jitter().then(() => records.remove(keys)),
    };
}

function aWorld() {
    const clock = aClock();
    const records = inMemoryRecords();
    // Graves stay: here forgotten messages are added again, however late. Processes in lockstep each make a segment of
    // the same tails; were they as many as the fan-in, they would merge those for ever.
    const start = () => anIndex(clock, { graveMs: Infinity, fanIn: PROCESSES + 1 });
    const processes = Array.from({ length: PROCESSES }, start);
    const oracle = new Oracle();
    const take = async (step: Step, store: Records): Promise<void> => {
        if (step.kind === 'wait') {
            return clock.advance(step.minutes * 60_000);
        }
        const index = processes[step.by]!;
        switch (step.kind) {
            case 'add':
            case 'edit': {
                const version = step.kind === 'add' ? oracle.last(step.message) : oracle.next(step.message);
                oracle.add(step.message, version);
                return index.add(store, [entry(step.message, version)]);
            }
            case 'late':
                // An old version, read before the message was changed, or forgotten.
                oracle.add(step.message, 1);
                return index.add(store, [entry(step.message, 1)]);
            case 'forget': {
                const version = oracle.last(step.message);
                oracle.forget(step.message, version);
                return index.forget(store, [{ id: `message${step.message}`, version }]);
            }
            case 'restart':
                processes[step.by] = start();
                return undefined;
            case 'maintain':
                return maintainFully(index, store);
            case 'ask':
                return void (await found(index, store));
        }
    };
    const check = async () => {
        for (const index of [...processes, anIndex(clock)]) {
            expect(await found(index, records)).toEqual(oracle.names());
            expect(index.status()).toMatchObject({ isComplete: true, toRebuild: [] });
            expect(index.status().lastTrouble).toBeUndefined();
        }
        // Old versions are found by no word of theirs.
        const first = await found(anIndex(clock), records, 'version1');
        expect(first).toEqual(oracle.names().filter((name) => name.endsWith('@1')));
    };
    return { clock, records, processes, take, check };
}

describe('several processes over one store', () => {
    it('agree with a plain map after whatever they do one after the other', async () => {
        await fc.assert(
            fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 150 }), async (steps) => {
                const { records, take, check } = aWorld();
                for (const [n, each] of steps.entries()) {
                    await take(each, records);
                    if (n % 20 === 0) {
                        await check();
                    }
                }
                await check();
            }),
            { numRuns: 15, endOnFailure: true },
        );
    }, 120_000);

    it('agree with a plain map after whatever they do at the same time', async () => {
        await fc.assert(
            fc.asyncProperty(
                fc.array(fc.array(step, { minLength: 1, maxLength: 12 }), { minLength: 5, maxLength: 20 }),
                fc.infiniteStream(fc.nat(3)),
                async (rounds, numbers) => {
                    const { records, take, check } = aWorld();
                    const store = jittery(records, () => numbers.next().value as number);
                    for (const steps of rounds) {
                        await Promise.all(steps.map((each) => take(each, store)));
                        await check();
                    }
                },
            ),
            { numRuns: 15, endOnFailure: true },
        );
    }, 120_000);

    it('lose and double nothing when all of them maintain at the same time', async () => {
        const { clock, records, processes, take, check } = aWorld();
        for (let message = 0; message < 60; message += 1) {
            await take({ kind: 'add', by: message % PROCESSES, message }, records);
            if (message % 3 === 0) {
                await take({ kind: 'forget', by: (message + 1) % PROCESSES, message: message / 3 }, records);
            }
            if (message % 10 === 9) {
                clock.advance(11 * 60_000);
                await Promise.all(processes.map((index) => maintainFully(index, records)));
                await check();
            }
        }
    });
});
