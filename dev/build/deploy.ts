import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './command';
import { connect, type Connection } from './connection';
import { readDeployOptions, USAGE, type DeployTarget } from './deploy-options';
import { writeDeployable } from './deployable';
import { PROJECT_ROOT, readManifest } from './manifest';
import { runRcApps } from './rc-apps';

const LICENCE =
    'Since Rocket.Chat 7, a workspace needs a licence (Starter and trial ones do) to enable or update private apps.';

/** What rc-apps reports, and what it means. */
const HINTS: Array<[pattern: RegExp, hint: string]> = [
    [/private_app_install_disabled|Cannot_Update_Exempt_App/, LICENCE],
    [/unauthorized|manage-apps/i, 'The account needs the permission "manage-apps".'],
    [/app_file_error|FileUpload/, 'The setting "Maximum File Upload Size" may be smaller than the package.'],
    [/Deployment error: undefined/, 'The server gave no reason; its log and the permission "manage-apps" may tell.'],
];

const ENABLED = ['auto_enabled', 'manually_enabled'];

/**
 * Builds the app and installs it on a server, or updates it there, with `rc-apps deploy`; `print` gets the tool's
 * output. Resolves once the server says that the app runs. Rejects, with a hint where there is one, otherwise: rc-apps
 * itself looks at no HTTP status, and is content with an app that the server keeps disabled.
 */
export async function deployApp(
    target: DeployTarget,
    print: (text: string) => void,
    root = PROJECT_ROOT,
    folder = join(root, '.build'),
): Promise<void> {
    const connection = await connect(target);
    try {
        await writeDeployable(root, folder);
        await upload(connection, folder, print);
        await confirmRunning(connection, root);
    } finally {
        await connection.close();
    }
}

async function upload(
    { url, userId, token }: Connection,
    folder: string,
    print: (text: string) => void,
): Promise<void> {
    // The only way to hand over a token: the tool's options for it do not work. It also keeps it off the process list.
    const config = join(folder, '.rcappsconfig');
    try {
        writeFileSync(config, JSON.stringify({ url, userId, token }), { mode: 0o600 });
        const { exitCode, output } = await runRcApps(['deploy'], folder, print);
        if (exitCode !== 0 || /Deployment (compiler )?error/.test(output)) {
            throw new Error(`rc-apps could not deploy the app. ${hintFor(output)}`.trim());
        }
    } finally {
        rmSync(config, { force: true });
    }
}

/** What to do about a failure that rc-apps printed; empty when that says it all. */
export function hintFor(output: string): string {
    return HINTS.find(([pattern]) => pattern.test(output))?.[1] ?? '';
}

/** Throws unless the server runs the version of the project. */
export async function confirmRunning(connection: Pick<Connection, 'findApp'>, root: string): Promise<void> {
    const { id, version, name } = readManifest(root);
    const app = await connection.findApp(id);
    if (app?.version !== version) {
        throw new Error(`The server has ${app ? `version ${app.version}` : 'nothing'} of ${name}, not ${version}.`);
    }
    if (!ENABLED.includes(app.status)) {
        const hint = /licen[cs]e/.test(app.status) ? LICENCE : `Enable it in the administration. ${LICENCE}`;
        throw new Error(`${name} ${version} is on the server, but disabled (${app.status}). ${hint}`);
    }
}

async function main(): Promise<void> {
    if (process.argv.includes('--help')) {
        console.log(USAGE);
        return;
    }
    const target = readDeployOptions(process.argv.slice(2), PROJECT_ROOT);
    await deployApp(target, (text) => process.stdout.write(text));
    console.log(`Deployed to ${target.url}. Next: an admin reviews the settings, then /mcp connects an agent.`);
}

if (require.main === module) {
    runCommand(main);
}
