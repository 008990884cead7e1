import AdmZip from 'adm-zip';
import { deployApp } from '../../dev/build/deploy';
import { buildAppZip } from '../../dev/build/zip';
import { connect } from '../harness/clients';
import { RunningWorkspace } from '../harness/running-workspace';

describe('the package on a running server', () => {
    let workspace: RunningWorkspace;

    beforeAll(async () => {
        workspace = await RunningWorkspace.start();
    });
    afterAll(async () => {
        await workspace.stop();
    });

    const status = async () => (await workspace.rest('admin', `apps/${workspace.appId}`)).app.status;
    const deploy = async () => {
        const output: string[] = [];
        const { password } = workspace.login('admin');
        const target = { url: workspace.baseUrls[0]!, login: { username: 'admin', password } };
        await deployApp(target, (text) => output.push(text));
        return output.join('');
    };
    const firstRoom = async () => {
        const client = await connect(workspace.mcpUrl, workspace.headersOf('jean'));
        const { structured } = await client.call('list_rooms', { limit: 1 });
        await client.close();
        return structured.rooms[0].name;
    };

    it('is installed by rc-apps deploy, then updated by it, and comes up enabled and answering each time', async () => {
        const removed = await workspace.request(`${workspace.baseUrls[0]}/api/apps/${workspace.appId}`, {
            method: 'DELETE',
            headers: workspace.headersOf('admin'),
        });
        expect(removed.status).toBe(200);
        const gone = await workspace.request(workspace.mcpUrl, { method: 'POST' });
        expect(gone.status).toBe(404);

        expect(await deploy()).not.toMatch(/already exists/);
        expect(await status()).toMatch(/enabled$/);
        expect(await firstRoom()).toMatch(/^[#@]/);

        expect(await deploy()).toMatch(/already exists/);
        expect(await status()).toMatch(/enabled$/);
        expect(await firstRoom()).toMatch(/^[#@]/);
    });

    it('tells in its health which permissions it was not given', async () => {
        const zip = await buildAppZip();
        const { permissions } = JSON.parse(new AdmZip(zip).readAsText('app.json'));
        const granted = permissions.filter(({ name }: { name: string }) => name !== 'threads.read');
        const form = new FormData();
        form.set('app', new Blob([new Uint8Array(zip)], { type: 'application/zip' }), 'app.zip');
        form.set('permissions', JSON.stringify(granted));
        const updated = await workspace.request(`${workspace.baseUrls[0]}/api/apps/${workspace.appId}`, {
            method: 'POST',
            headers: workspace.headersOf('admin'),
            body: form,
        });
        expect(updated.status).toBe(200);
        const health = workspace.mcpUrl.replace(/mcp$/, 'health');
        expect(await workspace.request(health)).toMatchObject({ status: 503, body: { status: 'degraded' } });
        const { body } = await workspace.request(health, { headers: workspace.headersOf('admin') });
        expect(body).toMatchObject({ status: 'degraded', missingPermissions: ['threads.read'] });
        const logs = await workspace.rest('admin', `apps/${workspace.appId}/logs`);
        expect(JSON.stringify(logs)).toContain('Missing permissions: threads.read');
    });
});
