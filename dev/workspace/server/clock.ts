/** The workspace's clock: real time plus an offset that tests and demos move. Everything in the server reads it. */
export class Clock {
    private offset = 0;
    private readonly watchers: Array<(offset: number) => void> = [];

    now = (): Date => new Date(Date.now() + this.offset);

    get offsetMilliseconds(): number {
        return this.offset;
    }

    advance(milliseconds: number): void {
        this.offset += milliseconds;
        for (const watcher of this.watchers) watcher(this.offset);
    }

    /** Calls `watcher` with the new offset whenever the clock was moved. */
    onMoved(watcher: (offset: number) => void): void {
        this.watchers.push(watcher);
    }
}
