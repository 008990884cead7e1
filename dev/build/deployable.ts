import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundleApp } from './bundle';
import { requireSoundApp } from './check-app';
import { PROJECT_ROOT, readManifest, type Manifest } from './manifest';
import { translationFiles } from './zip';

/** rc-apps leaves out every file whose absolute path contains one of these, so it would find no app at all. */
const PATHS_RC_APPS_SKIPS = ['node_modules', '.git', '/dist/'];

/**
 * Writes the folder in which rc-apps works. rc-apps packs no npm packages, so the folder holds the finished bundle,
 * dressed up as the one source file of an app.
 *
 * Throws when the app has problems, or when the folder is in a place where rc-apps sees nothing.
 */
export async function writeDeployable(root = PROJECT_ROOT, folder = join(root, '.build')): Promise<string> {
    const skipped = PATHS_RC_APPS_SKIPS.find((part) => `${folder}/`.includes(part));
    if (skipped) {
        throw new Error(`rc-apps finds no files below a path with "${skipped}" in it, such as ${folder}.`);
    }
    const manifest = readManifest(root);
    const script = await bundleApp(root);
    requireSoundApp(script, root);

    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, manifest.classFile), asSourceFile(script, manifest));
    for (const name of ['app.json', manifest.iconFile, ...translationFiles(root)]) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        cpSync(join(root, name), join(folder, name));
    }
    // rc-apps rewrites `requiredApiVersion` in app.json to the range it finds here.
    const devDependencies = { '@rocket.chat/apps-engine': manifest.requiredApiVersion };
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, devDependencies }));
    linkPackages(root, folder);
    return folder;
}

function asSourceFile(script: string, manifest: Manifest): string {
    return [
        // rc-apps would check the types of the libraries.
        '// @ts-nocheck',
        // rc-apps overwrites `implements` in app.json with what the classes of this file say; a bundle says nothing.
        // An ambient class does, and is gone after compiling.
        manifest.implements?.length ? `declare class Manifest implements ${manifest.implements.join(', ')} {}` : '',
        script,
    ].join('\n');
}

/** The packages that rc-apps looks for in this very folder, wherever the folder is. */
function linkPackages(root: string, folder: string): void {
    for (const name of ['@rocket.chat/apps-engine', '@rocket.chat/ui-kit', 'typescript']) {
        const link = join(folder, 'node_modules', name);
        mkdirSync(dirname(link), { recursive: true });
        symlinkSync(join(root, 'node_modules', name), link, 'junction');
    }
    // It insists on types for Node, and fails on the real ones.
    const nodeTypes = join(folder, 'node_modules/@types/node');
    mkdirSync(nodeTypes, { recursive: true });
    writeFileSync(join(nodeTypes, 'index.d.ts'), 'export {};\n');
}
