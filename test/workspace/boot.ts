import { parseOptions } from '../../dev/workspace/options';
import { readyLine } from '../../dev/workspace/welcome';
import { startWorkspace } from '../../dev/workspace/workspace';
import { buildTestApp } from './engine-fixture';

/** Boots a workspace around the tests' own app, and prints the READY line. Run as a program, as tests start engines. */
async function boot(): Promise<void> {
    const options = parseOptions(process.argv.slice(2));
    if (options === 'help') return;
    const version = process.env.TEST_APP_VERSION;
    const workspace = await startWorkspace(options, {
        buildApp: async () => buildTestApp(version),
        onStoppable: (stop) => process.once('SIGTERM', () => void stop().then(() => process.exit(0))),
    });
    console.log(readyLine(workspace));
}

boot().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
});
