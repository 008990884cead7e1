import { buildAppZip } from '../build/zip';
import { parseOptions, USAGE, UsageError } from './options';
import { readyLine, welcome } from './welcome';
import { startWorkspace } from './workspace';

async function main(): Promise<void> {
    const options = parseOptions(process.argv.slice(2));
    if (options === 'help') {
        process.stdout.write(USAGE);
        return;
    }
    const log = options.quiet ? undefined : (line: string) => console.log(line);
    const workspace = await startWorkspace(options, { buildApp: buildAppZip, log, onStoppable: stopOnSignal });
    log?.(welcome(workspace));
    console.log(readyLine(workspace));
}

/** Ends cleanly on the first signal, also while starting; a second one ends at once. */
function stopOnSignal(stop: () => Promise<void>): void {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
        process.once(signal, () => {
            stop().then(
                () => process.exit(0),
                (error: unknown) => fail(error),
            );
        });
    }
}

function fail(error: unknown): never {
    const isExpected = error instanceof UsageError;
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(isExpected ? 2 : 1);
}

// The engine does not wait for its listeners; an app that fails in one must not end the workspace.
process.on('unhandledRejection', (reason) => console.error('Unhandled rejection:', reason));

main().catch(fail);
