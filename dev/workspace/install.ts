import { createHash } from 'node:crypto';
import AdmZip from 'adm-zip';
import type { Login } from './seeds/load';
import type { Store } from './store/store';

export interface Manifest {
    id: string;
    name: string;
    version: string;
    permissions?: unknown[];
}

/** `app.json` of an app package. */
export function readManifest(zip: Buffer): Manifest {
    return JSON.parse(new AdmZip(zip).readAsText('app.json')) as Manifest;
}

/**
 * Installs the app over HTTP, through the route the deploy tool uses. A kept workspace that already has exactly this
 * package is left alone; one with another gets an update. Throws when the server refuses or the app does not start.
 */
export async function installApp(baseUrl: string, admin: Login, zip: Buffer, store: Store): Promise<Manifest> {
    const manifest = readManifest(zip);
    const headers = { 'X-User-Id': admin.userId, 'X-Auth-Token': admin.authToken };
    const fingerprint = createHash('sha256').update(zip).digest('hex');
    const existing = await fetch(`${baseUrl}/api/apps/${manifest.id}`, { headers });
    if (existing.ok && store.notes.get('package')?.value === fingerprint) return manifest;

    const form = new FormData();
    form.append('app', new Blob([zip], { type: 'application/zip' }), `${manifest.id}.zip`);
    if (manifest.permissions) form.append('permissions', JSON.stringify(manifest.permissions));
    const url = existing.ok ? `${baseUrl}/api/apps/${manifest.id}` : `${baseUrl}/api/apps`;
    const response = await fetch(url, { method: 'POST', headers, body: form });
    const reply = (await response.json()) as { error?: string; messages?: string[]; app?: { status: string } };
    if (!response.ok) {
        throw new Error(`The app was refused: ${reply.error ?? ''} ${(reply.messages ?? []).join('; ')}`.trim());
    }
    if (reply.app?.status !== 'manually_enabled' && reply.app?.status !== 'auto_enabled') {
        throw new Error(`The app was installed but did not start (${reply.app?.status}); see the log above`);
    }
    store.notes.put({ _id: 'package', value: fingerprint });
    return manifest;
}
