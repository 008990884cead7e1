/** One end of an IPC channel: a forked child, or the `process` of one. */
export interface Channel {
    on(event: 'message', listener: (message: unknown) => void): unknown;
    send?(message: object, whenSent: (error: Error | null) => void): boolean;
}

interface Call {
    kind: 'call';
    id: number;
    path: string[];
    args: unknown[];
}
interface Reply {
    kind: 'reply';
    id: number;
    result?: unknown;
    error?: { name: string; message: string };
}
interface Pending {
    resolve(result: unknown): void;
    reject(error: Error): void;
}

/**
 * Function calls over an IPC channel, in both directions at once. Arguments and results are cloned, so functions never
 * cross; of an error its name and message do.
 */
export class RemoteCalls {
    private readonly pending = new Map<number, Pending>();
    private lastId = 0;
    private ended?: Error;

    /** Serves the methods of `served`, also those of the objects in it, to the other side. */
    constructor(
        private readonly channel: Channel,
        private readonly served: object,
    ) {
        channel.on('message', (received) => {
            const message = received as Call | Reply;
            void (message.kind === 'call' ? this.serve(message) : this.settle(message));
        });
    }

    /** A stand-in for the object the other side serves. */
    public stub<T extends object>(path: string[] = []): T {
        return new Proxy((() => undefined) as unknown as T, {
            get: (_target, name) =>
                typeof name === 'symbol' || name === 'then' ? undefined : this.stub([...path, name]),
            apply: (_target, _self, args: unknown[]) => this.call(path, args),
        });
    }

    /** Rejects what is still waiting and all that is asked from now on. */
    public end(reason: Error): void {
        this.ended = reason;
        this.pending.forEach(({ reject }) => reject(reason));
        this.pending.clear();
    }

    private call(path: string[], args: unknown[]): Promise<unknown> {
        return new Promise((resolve, reject) => {
            if (this.ended) {
                reject(this.ended);
                return;
            }
            const id = ++this.lastId;
            this.post({ kind: 'call', id, path, args });
            this.pending.set(id, { resolve, reject });
        });
    }

    private async serve({ id, path, args }: Call): Promise<void> {
        try {
            this.post({ kind: 'reply', id, result: await invoke(this.served, path, args) });
        } catch (thrown) {
            const { name = 'Error', message = String(thrown) } = (thrown ?? {}) as Partial<Error>;
            this.post({ kind: 'reply', id, error: { name, message } });
        }
    }

    private settle({ id, result, error }: Reply): void {
        const waiting = this.pending.get(id);
        this.pending.delete(id);
        if (error) {
            waiting?.reject(Object.assign(new Error(error.message), { name: error.name }));
        } else {
            waiting?.resolve(result);
        }
    }

    /** A channel that has closed answers nobody; its owner calls `end`. */
    private post(message: Call | Reply): void {
        if (!this.ended) {
            this.channel.send?.(message, (error) => error && this.end(error));
        }
    }
}

async function invoke(target: object, path: string[], args: unknown[]): Promise<unknown> {
    const owners = path.slice(0, -1);
    const owner = owners.reduce(
        (object, name) => object[name] as Record<string, unknown>,
        target as Record<string, unknown>,
    );
    const method = owner[path.at(-1) as string] as (...args: unknown[]) => unknown;
    return method.apply(owner, args);
}
