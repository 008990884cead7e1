import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deployApp } from '../../dev/build/deploy';
import { PROJECT_ROOT } from '../../dev/build/manifest';
import { packageApp } from '../../dev/build/package';
import { verifyPackage } from '../../dev/build/verify-package';
import { aProject } from './a-project';
import { aServer, PASSWORD, type FakeServer } from './a-server';

describe('packing with rc-apps', () => {
    const folder = mkdtempSync(join(tmpdir(), 'deployable-'));
    afterAll(() => rmSync(folder, { recursive: true }));

    it('gives a package of the app that the engine takes, with the manifest unchanged', async () => {
        const path = await packageApp(PROJECT_ROOT, join(folder, 'build'), folder);
        const script = await verifyPackage(readFileSync(path), PROJECT_ROOT);
        expect(script).toMatch(/\(\(\) => \{\s*"use strict";/);
    });

    it('refuses a place where rc-apps would find no files', async () => {
        const hidden = join(folder, 'dist', 'build');
        await expect(packageApp(PROJECT_ROOT, hidden, folder)).rejects.toThrow(/"\/dist\/"/);
    });

    it('refuses an app that could not run, and says why', async () => {
        const source = `
            import { App } from '@rocket.chat/apps-engine/definition/App';
            export class TestApp extends App { pid = process.pid; }`;
        const packing = packageApp(aProject({ source }), join(folder, 'bad'), folder);
        await expect(packing).rejects.toThrow(/reaches for "process"/);
    });
});

describe('deploying with rc-apps', () => {
    const app = { version: '1.0.0', status: 'manually_enabled' };
    const login = { username: 'ana', password: PASSWORD };
    let server: FakeServer;
    afterEach(() => server.close());

    it('logs in once, uploads the package, sees the app run, and leaves no login behind', async () => {
        server = await aServer({ app });
        const root = aProject();
        let printed = '';
        await deployApp({ url: server.url, login }, (text) => (printed += text), root);

        expect(server.calls.filter((call) => call.includes('/api/v1/log'))).toEqual([
            'POST /api/v1/login',
            'POST /api/v1/logout',
        ]);
        expect(server.uploads).toHaveLength(1);
        expect(server.uploads[0]).toContain('filename="test_1.0.0.zip"');
        expect(existsSync(join(root, '.build', '.rcappsconfig'))).toBe(false);
        expect(printed).not.toContain(PASSWORD);
    });

    it('takes a token, which stays valid', async () => {
        server = await aServer({ app });
        const token = { userId: 'u1', token: 't1' };
        await deployApp({ url: server.url, login: token }, () => undefined, aProject());
        expect(server.uploads).toHaveLength(1);
        expect(server.calls).not.toContain('POST /api/v1/logout');
    });

    it('rejects with a hint when the server takes no private apps, and logs out all the same', async () => {
        server = await aServer({ reply: { success: false, error: 'private_app_install_disabled' } });
        const root = aProject();
        const deployed = deployApp({ url: server.url, login }, () => undefined, root);
        await expect(deployed).rejects.toThrow(/needs a licence/);
        expect(server.calls.at(-1)).toBe('POST /api/v1/logout');
        expect(existsSync(join(root, '.build', '.rcappsconfig'))).toBe(false);
    });
});
