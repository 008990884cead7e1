/** The processor's clock is slow to read: it is read so often at most. */
const READ_EVERY_MS = 5;

/** How long the turns of the event loop take: while one lasts, nobody else gets an answer. */
export class TurnWatch {
    /** Milliseconds, and milliseconds of processor time of this process, which other processes do not lengthen. */
    longest = 0;
    longestWork = 0;
    overlong = 0;
    private at = performance.now();
    private work = process.cpuUsage();
    private workAt = this.at;
    private isWatching = true;

    constructor(private readonly limitMs: number) {
        const next = () => {
            this.note();
            if (this.isWatching) {
                setImmediate(next);
            }
        };
        setImmediate(next);
    }

    /** What was done since the last turn does not count: it is the benchmark's. */
    skip(): void {
        this.at = performance.now();
        this.work = process.cpuUsage();
        this.workAt = this.at;
    }

    stop(): void {
        this.isWatching = false;
    }

    private note(): void {
        const now = performance.now();
        const took = now - this.at;
        this.at = now;
        if (now - this.workAt < READ_EVERY_MS) {
            return;
        }
        const { user, system } = process.cpuUsage(this.work);
        const work = Math.min(took, (user + system) / 1000);
        this.longest = Math.max(this.longest, took);
        this.longestWork = Math.max(this.longestWork, work);
        this.overlong += work > this.limitMs ? 1 : 0;
        this.skip();
    }
}
