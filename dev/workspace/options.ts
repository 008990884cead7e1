import { parseArgs } from 'node:util';

export interface Options {
    port: number;
    instances: number;
    /** Directory that keeps everything; in memory without. */
    data?: string;
    /** `demo`, `none`, or the path of a seed file. */
    seed: string;
    quiet: boolean;
    restLimit: boolean;
}

export const USAGE = `Starts a demo workspace with the app in it.

npm start -- [options]
  --port N           port of the first instance (default 3000)
  --instances N      how many server instances, on consecutive ports (default 1)
  --data DIR         keep everything in DIR over restarts (default: in memory)
  --seed demo        fill a new workspace with the demo company (default)
  --seed none        leave it empty
  --seed FILE.jsonl  fill it from a seed file (docs/workspace.md)
  --quiet            print only the READY line
  --rest-limit       limit REST calls as a real server does: 10 a minute per route and address
  --help             this text
`;

/** A command line that cannot be obeyed; the message is for the person who typed it. */
export class UsageError extends Error {}

/** Reads the command line; `help` when that was asked for. Throws a `UsageError`. */
export function parseOptions(args: string[]): Options | 'help' {
    const values = read(args);
    if (values.help) return 'help';
    const port = whole('port', values.port, 1, 65_535);
    const instances = whole('instances', values.instances, 1, 16);
    if (port + instances - 1 > 65_535) throw new UsageError('--port and --instances: there are no such ports');
    const seed = values.seed;
    if (seed !== 'demo' && seed !== 'none' && !seed.endsWith('.jsonl')) {
        throw new UsageError(`--seed must be demo, none or a .jsonl file, not "${seed}"`);
    }
    return {
        port,
        instances,
        ...(values.data !== undefined && { data: values.data }),
        seed,
        quiet: values.quiet,
        restLimit: values['rest-limit'],
    };
}

function read(args: string[]) {
    try {
        return parseArgs({
            args,
            options: {
                port: { type: 'string', default: '3000' },
                instances: { type: 'string', default: '1' },
                data: { type: 'string' },
                seed: { type: 'string', default: 'demo' },
                quiet: { type: 'boolean', default: false },
                'rest-limit': { type: 'boolean', default: false },
                help: { type: 'boolean', default: false },
            },
        }).values;
    } catch (error) {
        throw new UsageError((error as Error).message.split('. ', 1)[0]);
    }
}

function whole(name: string, text: string, least: number, most: number): number {
    const number = Number(text);
    if (!/^\d+$/.test(text) || number < least || number > most) {
        throw new UsageError(`--${name} must be a whole number from ${least} to ${most}, not "${text}"`);
    }
    return number;
}
