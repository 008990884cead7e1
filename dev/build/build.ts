import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { constructInBareContext } from './bare-context';
import { bundleApp } from './bundle';
import { requireSoundApp } from './check-app';
import { runCommand } from './command';
import { classNameOf, PROJECT_ROOT, readManifest } from './manifest';
import { measureSandboxStart, median, type SandboxStart } from './sandbox-start';
import { zipApp } from './zip';

const TARGET_KB = 450;
/** On a machine with nothing else to do; a busy one takes longer, so this is told and not enforced. */
const TARGET_CONSTRUCT_MS = 100;

export interface BuildReport {
    zip: Buffer;
    rawKb: number;
    minifiedKb: number;
    zipKb: number;
    /** Median of several runs, each in a fresh context. */
    constructMs: number;
}

/**
 * Bundles, checks, and writes the script and the package a server takes into `output`. Throws a list of what is wrong
 * with the app. For the package made by rc-apps see `package.ts`.
 */
export async function buildApp(root = PROJECT_ROOT, output = join(root, 'dist')): Promise<BuildReport> {
    const raw = await bundleApp(root, { minify: false });
    const script = await bundleApp(root);
    requireSoundApp(script, root);
    const zip = zipApp(script, root);

    const manifest = readManifest(root);
    mkdirSync(output, { recursive: true });
    writeFileSync(join(output, `${classNameOf(manifest)}.js`), script);
    writeFileSync(join(output, `${manifest.nameSlug}.zip`), zip);
    return {
        zip,
        rawKb: kilobytes(raw),
        minifiedKb: kilobytes(script),
        zipKb: kilobytes(zip),
        constructMs: median(Array.from({ length: 9 }, () => constructInBareContext(script, root).milliseconds)),
    };
}

const kilobytes = (content: string | Buffer): number => Math.round(Buffer.byteLength(content) / 1024);

function describe(report: BuildReport, start: SandboxStart): string {
    const ms = (value: number): string => `${value.toFixed(0)} ms`;
    return [
        `bundle     ${report.minifiedKb} KB minified (at most ${TARGET_KB}), ${report.rawKb} KB raw`,
        `package    ${report.zipKb} KB`,
        `construct  ${ms(report.constructMs)} in a bare context, ${ms(start.constructMs)} in the sandbox (target ${TARGET_CONSTRUCT_MS})`,
        `start      ${ms(start.startMs)} from a running app to its successor`,
    ].join('\n');
}

async function main(): Promise<void> {
    const report = await buildApp();
    const start = await measureSandboxStart(report.zip, readManifest(PROJECT_ROOT));
    console.log(describe(report, start));
    if (report.minifiedKb > TARGET_KB) {
        throw new Error(`The bundle has outgrown its ${TARGET_KB} KB.`);
    }
}

if (require.main === module) {
    runCommand(main);
}
