import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import AdmZip from 'adm-zip';
import { bundleApp, type BundleOptions } from './bundle';
import { classNameOf, PROJECT_ROOT, readManifest } from './manifest';

/** The first moment a zip can express: equal sources give equal packages, byte for byte. */
const EPOCH = new Date(1980, 0, 1);

/**
 * Builds the app and packs it as the server takes it: one script, the manifest, the translations and the icon.
 * Does without rc-apps, so it takes a fraction of a second; `npm run package` makes the package for distribution.
 * Rejects when the source does not build or a file the manifest names is missing.
 */
export async function buildAppZip(root = PROJECT_ROOT, options: BundleOptions = {}): Promise<Buffer> {
    return zipApp(await bundleApp(root, options), root);
}

/** Packs a script made by `bundleApp`. */
export function zipApp(script: string, root = PROJECT_ROOT): Buffer {
    const manifest = readManifest(root);
    const zip = new AdmZip();
    const add = (name: string, content: Buffer): void => {
        zip.addFile(name, content).header.time = EPOCH;
    };
    // Exactly one .js: a server takes several for an app of the old kind and bundles them again at every start.
    add(`${classNameOf(manifest)}.js`, Buffer.from(script));
    add('app.json', readFileSync(join(root, 'app.json')));
    add(manifest.iconFile, readFileSync(join(root, manifest.iconFile)));
    for (const name of translationFiles(root)) {
        add(name, readFileSync(join(root, name)));
    }
    return zip.toBuffer();
}

/** The translations of a project, e.g. `i18n/en.json`, in alphabetical order. */
export function translationFiles(root: string): string[] {
    const folder = join(root, 'i18n');
    if (!existsSync(folder)) {
        return [];
    }
    return readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map((name) => `i18n/${name}`);
}
