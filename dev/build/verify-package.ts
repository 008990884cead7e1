import { isDeepStrictEqual } from 'node:util';
import { AppPackageParser } from '@rocket.chat/apps-engine/server/compiler/AppPackageParser';
import AdmZip from 'adm-zip';
import { constructInBareContext } from './bare-context';
import { classNameOf, readManifest } from './manifest';

/**
 * Opens a package as a server does and returns its script. Throws if the engine refuses it, if it holds anything but
 * one script, if the manifest is not the project's, or if the script does not construct.
 */
export async function verifyPackage(zip: Buffer, root: string): Promise<string> {
    const manifest = readManifest(root);
    const { files } = await new AppPackageParser().unpackageApp(zip);
    const scriptName = `${classNameOf(manifest)}.js`;
    const script = files[scriptName];
    if (script === undefined || Object.keys(files).length !== 1) {
        throw new Error(`The package should hold ${scriptName} alone, not ${Object.keys(files).join(', ')}.`);
    }
    const packed: unknown = JSON.parse(new AdmZip(zip).readAsText('app.json'));
    if (!isDeepStrictEqual(packed, manifest)) {
        throw new Error('The app.json in the package is not the one of the project.');
    }
    constructInBareContext(script, root);
    return script;
}
