import type { Clock } from '../host/clock';

/** How much a job may ask of the host, and for how long it may run. */
export interface Pace {
    /** Takes leave for one read; waits its turn. */
    beforeRead(): Promise<void>;
    /** True when the run has had its time. */
    isOver(): boolean;
}

/** A pace of so many reads a second, evenly spread, for so many milliseconds. */
export function steadyPace(clock: Clock, readsPerSecond: number, durationMs: number): Pace {
    const start = clock.now();
    let reads = 0;
    return {
        async beforeRead() {
            const due = start + (reads / readsPerSecond) * 1000;
            reads += 1;
            const wait = due - clock.now();
            if (wait > 1) {
                await new Promise((resolve) => setTimeout(resolve, wait));
            }
        },
        isOver: () => clock.now() - start >= durationMs,
    };
}
