import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../harness/clients';
import { RunningWorkspace } from '../harness/running-workspace';

const list = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'list_rooms', arguments: { limit: 1 } } };

describe('a killed process', () => {
    it('of the app is back within a second, and the tokens it stored are still good', async () => {
        const workspace = await RunningWorkspace.start();
        try {
            const roomId = (await workspace.rest('jean', 'v1/rooms.info?roomName=engineering')).room._id;
            const token = await workspace.mintToken('jean', 'laptop', roomId);
            const ask = () =>
                workspace.request(workspace.mcpUrl, {
                    method: 'POST',
                    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
                    body: JSON.stringify(list),
                    // A call that was written into a dying process is never answered; a client tries again.
                    signal: AbortSignal.timeout(400),
                });
            /** Up to the end of its start, which the first answers come before. */
            const settled = async () => {
                const health = workspace.mcpUrl.replace(/mcp$/, 'health');
                while ((await workspace.request(health)).status !== 200) {
                    await new Promise((resolve) => setTimeout(resolve, 50));
                }
            };
            const NO_ANSWER = { status: 0, body: undefined };
            expect((await ask()).body.result.structuredContent.rooms).toHaveLength(1);
            for (let round = 0; round < 3; round += 1) {
                await workspace.control('kill', { instance: 0 });
                const killedAt = Date.now();
                let reply: { status: number; body: any } = await ask().catch(() => NO_ANSWER);
                while (reply.status !== 200 && Date.now() - killedAt < 10_000) {
                    await new Promise((resolve) => setTimeout(resolve, 20));
                    reply = await ask().catch(() => NO_ANSWER);
                }
                expect(reply.body.result.structuredContent.rooms).toHaveLength(1);
                expect(Date.now() - killedAt).toBeLessThan(1_000);
                await settled();
            }
        } finally {
            await workspace.stop();
        }
    });

    it('of the whole workspace loses neither messages nor tokens', async () => {
        const data = await mkdtemp(join(tmpdir(), 'workspace-'));
        try {
            const first = await RunningWorkspace.start(['--data', data]);
            const roomId = (await first.rest('jean', 'v1/rooms.info?roomName=engineering')).room._id;
            const token = await first.mintToken('jean', 'laptop', roomId);
            await first.rest('jean', 'v1/chat.postMessage', { roomId, text: 'said just before the power went' });
            await first.kill();

            const second = await RunningWorkspace.start(['--data', data]);
            const client = await connect(second.mcpUrl, { authorization: `Bearer ${token}` });
            const { structured } = await client.call('get_messages', { room: '#engineering', limit: 1 });
            expect(structured.messages[0].text).toBe('said just before the power went');
            await client.close();
            await second.stop();
        } finally {
            await rm(data, { recursive: true, force: true });
        }
    });
});
