import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Manifest } from '../../dev/build/manifest';

const ICON = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR42mNgAAIAAAUAAen63NgAAAAASUVORK5CYII=',
    'base64',
);

const MANIFEST = {
    id: 'f3b6ad53-7d4c-4c0e-9d3e-0b6d2b9a7c11',
    name: 'Test',
    nameSlug: 'test',
    version: '1.0.0',
    description: 'An app for tests.',
    requiredApiVersion: '^1.62.0',
    author: { name: 'Test', support: 'https://example.org' },
    classFile: 'TestApp.ts',
    iconFile: 'icon.png',
    implements: [],
};

const SOURCE = `
    import { App } from '@rocket.chat/apps-engine/definition/App';
    export class TestApp extends App {}
`;

const projects: string[] = [];

afterAll(() => projects.forEach((folder) => rmSync(folder, { recursive: true })));

/** A tiny app in a folder of its own, with the packages of this project; gone after the tests of the file. */
export function aProject(
    parts: { source?: string; manifest?: Partial<Manifest>; files?: Record<string, string> } = {},
): string {
    const root = mkdtempSync(join(tmpdir(), 'app-'));
    projects.push(root);
    const files: Record<string, string | Buffer> = {
        'app.json': JSON.stringify({ ...MANIFEST, ...parts.manifest }),
        'package.json': JSON.stringify({ version: MANIFEST.version }),
        'icon.png': ICON,
        'TestApp.ts': parts.source ?? SOURCE,
        ...parts.files,
    };
    for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(join(root, name)), { recursive: true });
        writeFileSync(join(root, name), content);
    }
    symlinkSync(join(__dirname, '..', '..', 'node_modules'), join(root, 'node_modules'), 'junction');
    return root;
}
