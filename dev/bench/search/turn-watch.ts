/** How long the turns of the event loop take: while one lasts, nobody else gets an answer. */
export class TurnWatch {
    /** Milliseconds, and milliseconds of processor time of this process, which other processes do not lengthen. */
    longest = 0;
    longestWork = 0;
    overlong = 0;
    private at = performance.now();
    private work = process.cpuUsage();
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
    }

    stop(): void {
        this.isWatching = false;
    }

    private note(): void {
        const took = performance.now() - this.at;
        const { user, system } = process.cpuUsage(this.work);
        const work = Math.min(took, (user + system) / 1000);
        this.longest = Math.max(this.longest, took);
        this.longestWork = Math.max(this.longestWork, work);
        this.overlong += work > this.limitMs ? 1 : 0;
        this.skip();
    }
}
