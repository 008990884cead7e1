import { fork } from 'node:child_process';
import { join } from 'node:path';

type Outcome = { result: unknown } | { error: string };

/**
 * Runs a module's default export in a process of its own, so that its memory and its garbage are its own alone.
 * Arguments and result survive JSON. Rejects when it throws or dies.
 */
export function runIsolated<Result>(module: string, args: object): Promise<Result> {
    const child = fork(join(__dirname, 'isolated-child.ts'), [module, JSON.stringify(args)], {
        execArgv: ['--import', 'tsx', '--expose-gc'],
        env: { ...process.env, NODE_ENV: 'production' },
    });
    return new Promise((resolve, reject) => {
        child.once('message', (outcome: Outcome) => {
            if ('error' in outcome) {
                reject(new Error(`${module}: ${outcome.error}`));
            } else {
                resolve(outcome.result as Result);
            }
        });
        child.once('exit', (code, signal) => reject(new Error(`${module} ended with ${String(code ?? signal)}`)));
    });
}
