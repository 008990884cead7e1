/**
 * npm's `postinstall`: makes the Apps-Engine's Deno runtime runnable from a plain `npm ci`.
 *
 * As published, the runtime names three packages of a registry that npm does not serve, and it was built to be cached
 * by the server's own build. This script replaces those three by the files of `sandbox/`, adds the workspace's clock
 * (see `sandbox/clock.ts`) and its end-of-life rule (a sandbox ends with its host), and fills the cache the engine reads
 * with `--cached-only`. Everything is written from scratch each time, so running it twice changes nothing.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/** Edits `text` once: a text that already carries the replacement stays as it is. */
function replaceOnce(text, original, replacement) {
    if (text.includes(replacement)) {
        return text;
    }
    if (!text.includes(original)) {
        throw new Error(`the runtime's main.ts has no "${original}"; is this Apps-Engine 1.62.0?`);
    }
    return text.replace(original, replacement);
}

function writeImportMap(runtime) {
    const file = join(runtime, 'deno.jsonc');
    const config = JSON.parse(readFileSync(file, 'utf8'));
    delete config.imports['@std/cli'];
    Object.assign(config.imports, {
        '@std/cli/parse-args': './workspace/std_cli.ts',
        '@std/io': './workspace/std_io.ts',
        '@std/streams': './workspace/std_streams.ts',
        // The only module the runtime imports for its value through the map; the sources it points to are not published.
        '@rocket.chat/apps-engine/definition/exceptions/AppsEngineException.ts':
            './../definition/exceptions/AppsEngineException.js',
    });
    // Deno must never take the surrounding npm project's node_modules for its own.
    config.nodeModulesDir = 'none';
    writeFileSync(file, `${JSON.stringify(config, null, '\t')}\n`);
    rmSync(join(runtime, 'deno.lock'), { force: true });
}

function patchEntryPoint(runtime) {
    const file = join(runtime, 'main.ts');
    const firstImport = "import { JsonRpcError } from 'jsonrpc-lite';\n";
    const lastHandler = "\t\tping: (_request) => 'pong',\n";
    let text = readFileSync(file, 'utf8');
    text = replaceOnce(text, firstImport, `import setClock from './workspace/clock.ts';\n${firstImport}`);
    text = replaceOnce(text, lastHandler, `${lastHandler}\t\t// @ts-ignore: ours\n\t\tworkspace: setClock,\n`);
    text = replaceOnce(text, '\nmain();\n', '\nmain().finally(() => Deno.exit());\n');
    writeFileSync(file, text);
}

/** Deno refuses to run what lies inside node_modules, so it is shown the runtime through a link, as the engine does. */
function fillCache(deno, runtime) {
    const outside = mkdtempSync(join(tmpdir(), 'apps-engine-runtime-'));
    try {
        symlinkSync(runtime, join(outside, 'deno-runtime'), 'junction');
        const { SSL_CERT_FILE, NODE_EXTRA_CA_CERTS } = process.env;
        const certificates = SSL_CERT_FILE ?? NODE_EXTRA_CA_CERTS;
        const run = spawnSync(
            deno,
            ['cache', '--quiet', `--config=${join(runtime, 'deno.jsonc')}`, join(outside, 'deno-runtime', 'main.ts')],
            {
                cwd: outside,
                encoding: 'utf8',
                env: {
                    ...process.env,
                    DENO_DIR: join(dirname(runtime), '.deno-cache'),
                    DENO_NO_PACKAGE_JSON: '1',
                    ...(certificates && { DENO_CERT: certificates }),
                },
            },
        );
        if (run.status !== 0) {
            throw new Error(`deno cache failed: ${run.error?.message ?? run.stderr.trim().split('\n')[0]}`);
        }
    } finally {
        rmSync(outside, { recursive: true, force: true });
    }
}

try {
    const deno = require('deno/install_api.cjs').runInstall();
    chmodSync(deno, 0o755);
    const runtime = join(dirname(require.resolve('@rocket.chat/apps-engine/package.json')), 'deno-runtime');
    cpSync(join(dirname(fileURLToPath(import.meta.url)), 'sandbox'), join(runtime, 'workspace'), { recursive: true });
    writeImportMap(runtime);
    patchEntryPoint(runtime);
    fillCache(deno, runtime);
} catch (error) {
    console.error(`Could not prepare the Apps-Engine's sandbox: ${error.message}`);
    process.exitCode = 1;
}
