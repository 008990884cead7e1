import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT, readManifest } from '../../dev/build/manifest';

describe('the permissions of the app', () => {
    it('each stand in the security notes with a reason, and no other does', () => {
        const notes = readFileSync(join(PROJECT_ROOT, 'docs', 'security.md'), 'utf8');
        const [, table = ''] = notes.split('| Permission | Used for |');
        const rows = [...table.split('\n\n')[0]!.matchAll(/^\| `([a-z.-]+)` \| \S/gm)].map(([, name]) => name);
        const asked = readManifest(PROJECT_ROOT).permissions!.map(({ name }: { name: string }) => name);
        expect(rows.sort()).toEqual([...asked].sort());
    });
});
