import { setTimeout as wait } from 'node:timers/promises';
import type { ServerPort } from '../ports';

export interface Fault {
    /** A group of `ServerPort`, or `*`. */
    bridge: string;
    /** One of its methods, or `*`. */
    method: string;
    /** `drop`: the call is not carried out, and answered with null as if nothing were there. */
    mode: 'error' | 'delay' | 'drop';
    /** How many calls are still to be hit. */
    times: number;
    delayMs: number;
}

/** Failures to happen, asked for by tests. The first fault that fits a call takes it. */
export class Faults {
    private pending: Fault[] = [];

    add(fault: Fault): void {
        this.pending.push(fault);
    }

    clear(): void {
        this.pending = [];
    }

    list(): Fault[] {
        return this.pending;
    }

    /** The same port, whose calls faults may hit. */
    wrap(port: ServerPort): ServerPort {
        const groups = Object.entries(port).map(([bridge, group]) => [bridge, this.wrapGroup(bridge, group)]);
        return Object.fromEntries(groups) as ServerPort;
    }

    private wrapGroup(bridge: string, group: object): object {
        return Object.fromEntries(
            Object.entries(group).map(([method, call]: [string, (...input: unknown[]) => Promise<unknown>]) => [
                method,
                async (...input: unknown[]) => {
                    const fault = this.take(bridge, method);
                    if (fault?.mode === 'error') throw new Error(`fault: ${bridge}.${method} failed`);
                    if (fault?.mode === 'drop') return null;
                    if (fault?.mode === 'delay') await wait(fault.delayMs);
                    return call(...input);
                },
            ]),
        );
    }

    private take(bridge: string, method: string): Fault | undefined {
        const fits = (wanted: string, name: string): boolean => wanted === '*' || wanted === name;
        const fault = this.pending.find((one) => fits(one.bridge, bridge) && fits(one.method, method));
        if (!fault) return undefined;
        fault.times -= 1;
        if (fault.times <= 0) this.pending = this.pending.filter((one) => one !== fault);
        return fault;
    }
}
