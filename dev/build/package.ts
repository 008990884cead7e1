import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './command';
import { writeDeployable } from './deployable';
import { PROJECT_ROOT, readManifest } from './manifest';
import { runRcApps } from './rc-apps';
import { verifyPackage } from './verify-package';

/**
 * Makes the package for distribution with `rc-apps package` and returns where it is. `folder` is where rc-apps works,
 * `output` where the package ends. Rejects when rc-apps fails or its package is not what a server should get.
 */
export async function packageApp(
    root = PROJECT_ROOT,
    folder = join(root, '.build'),
    output = join(root, 'dist'),
): Promise<string> {
    await writeDeployable(root, folder);
    const { exitCode, output: printed } = await runRcApps(['package'], folder, () => undefined);
    if (exitCode !== 0) {
        throw new Error(`rc-apps could not pack the app:\n${printed}`);
    }
    const { nameSlug, version } = readManifest(root);
    const name = `${nameSlug}_${version}.zip`;
    const made = join(folder, 'dist', name);
    await verifyPackage(readFileSync(made), root);
    mkdirSync(output, { recursive: true });
    copyFileSync(made, join(output, name));
    return join(output, name);
}

if (require.main === module) {
    runCommand(async () => console.log(`Packed ${await packageApp()}`));
}
