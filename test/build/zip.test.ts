import AdmZip from 'adm-zip';
import { PROJECT_ROOT, readManifest } from '../../dev/build/manifest';
import { verifyPackage } from '../../dev/build/verify-package';
import { buildAppZip } from '../../dev/build/zip';
import { aProject } from './a-project';

describe('buildAppZip', () => {
    it('makes a package of the app that the engine takes, with exactly one script', async () => {
        const zip = await buildAppZip();
        await verifyPackage(zip, PROJECT_ROOT);
        expect(new AdmZip(zip).readAsText('app.json')).toContain(readManifest(PROJECT_ROOT).id);
    });

    it('gives the same bytes for the same source', async () => {
        const root = aProject();
        expect(await buildAppZip(root)).toEqual(await buildAppZip(root));
    });

    it('packs the script, the manifest, the icon and the translations, and nothing else', async () => {
        const files = { 'i18n/en.json': '{}', 'i18n/notes.txt': 'no', 'src/tool.js': 'no', 'README.md': 'no' };
        const zip = new AdmZip(await buildAppZip(aProject({ files })));
        expect(
            zip
                .getEntries()
                .map((entry) => entry.entryName)
                .sort(),
        ).toEqual(['TestApp.js', 'app.json', 'i18n/en.json', 'icon.png']);
    });

    it('puts the version of the manifest and the kind of build into the script', async () => {
        const source = `
            import { App } from '@rocket.chat/apps-engine/definition/App';
            declare const __APP_VERSION__: string;
            declare const __CONFORMANCE__: boolean;
            export class TestApp extends App { about = [__APP_VERSION__, __CONFORMANCE__ ? 'conformance' : 'release']; }`;
        const root = aProject({ source });
        expect(new AdmZip(await buildAppZip(root)).readAsText('TestApp.js')).toContain('["1.0.0","release"]');
        const other = await buildAppZip(root, { conformance: true });
        expect(new AdmZip(other).readAsText('TestApp.js')).toContain('["1.0.0","conformance"]');
    });

    it('rejects with the place when the source does not build', async () => {
        const root = aProject({ source: "import './missing'; export class TestApp {}" });
        await expect(buildAppZip(root)).rejects.toThrow(/TestApp\.ts:1:7.*missing/);
    });
});

describe('verifyPackage', () => {
    const changed = (zip: Buffer, change: (zip: AdmZip) => void): Buffer => {
        const opened = new AdmZip(zip);
        change(opened);
        return opened.toBuffer();
    };

    it.each([
        ['a second script', (zip: AdmZip) => void zip.addFile('tool.js', Buffer.from('')), /TestApp\.js alone/],
        ['no script', (zip: AdmZip) => zip.deleteFile('TestApp.js'), /classFile/],
        ['another manifest', (zip: AdmZip) => void zip.updateFile('app.json', rename(zip)), /app\.json/],
        [
            'a script that does not construct',
            (zip: AdmZip) => void zip.updateFile('TestApp.js', Buffer.from('throw new Error("no")')),
            /no/,
        ],
    ])('refuses a package with %s', async (_fault, change, message) => {
        const root = aProject();
        const zip = changed(await buildAppZip(root), change);
        await expect(verifyPackage(zip, root)).rejects.toThrow(message);
    });

    const rename = (zip: AdmZip): Buffer =>
        Buffer.from(zip.readAsText('app.json').replace('"implements":[]', '"implements":["IPostMessageSent"]'));
});
