import path from 'node:path';
import AdmZip from 'adm-zip';
import { buildSync } from 'esbuild';

export const APP_ID = '8f2b7c1e-4d7a-4b0e-9c52-6a1f0e3d9b77';

/** All an app of this workspace asks for, except `role.read`: the permission the tests miss. */
export const PERMISSIONS = [
    'api',
    'persistence',
    'scheduler',
    'slashcommand',
    'networking',
    'room.read',
    'room.system.view-all',
    'message.read',
    'message.write',
    'user.read',
    'threads.read',
    'upload.read',
    'upload.write',
    'server-setting.read',
    'env.read',
    'ui.interact',
    'email.send',
].map((name) => ({ name }));

/** The test app as the package that is installed. */
export function buildTestApp(version = '1.0.0'): Buffer {
    const built = buildSync({
        entryPoints: [path.join(__dirname, 'engine-app/app.ts')],
        bundle: true,
        write: false,
        format: 'cjs',
        platform: 'node',
        target: 'es2022',
        external: ['@rocket.chat/apps-engine/*'],
    });
    const zip = new AdmZip();
    const info = {
        id: APP_ID,
        name: 'Engine Test',
        nameSlug: 'engine-test',
        version,
        description: 'Touches every way an engine reaches an app',
        requiredApiVersion: '^1.59.0',
        author: { name: 'Test', homepage: 'https://example.org', support: 'https://example.org' },
        classFile: 'App.js',
        iconFile: 'icon.png',
        implements: ['IPostMessageSent', 'IPostMessageDeleted', 'IPostUserStatusChanged', 'IUIKitInteractionHandler'],
        permissions: PERMISSIONS,
    };
    zip.addFile('app.json', Buffer.from(JSON.stringify(info)));
    zip.addFile('App.js', Buffer.from(built.outputFiles[0]!.contents));
    zip.addFile('i18n/en.json', Buffer.from('{"greeting":"Greeting"}'));
    return zip.toBuffer();
}

/** Whether a process still runs. */
export function isAlive(pid: number): boolean {
    try {
        return process.kill(pid, 0);
    } catch {
        return false;
    }
}
