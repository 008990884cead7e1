import { connect } from '../harness/clients';
import { RunningWorkspace } from '../harness/running-workspace';

describe('connection tokens, with two instances over one store', () => {
    let workspace: RunningWorkspace;
    let roomId: string;

    beforeAll(async () => {
        workspace = await RunningWorkspace.start(['--instances', '2']);
        roomId = (await workspace.rest('jean', 'v1/rooms.info?roomName=engineering')).room._id;
    });
    afterAll(() => workspace.stop());

    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
    const status = async (token: string, instance = 0) =>
        (
            await workspace.request(workspace.mcpUrls[instance]!, {
                method: 'POST',
                headers: { 'content-type': 'application/json', ...bearer(token) },
                body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
            })
        ).status;

    it('minted on one instance work on the other at once', async () => {
        const token = await workspace.mintToken('jean', 'laptop', roomId, 0);
        const client = await connect(workspace.mcpUrls[1]!, bearer(token));
        const { structured } = await client.call('get_messages', { room: '#leadership', limit: 1 });
        expect(structured.messages).toHaveLength(1);
        await client.close();
    });

    it('are shown to their owner alone, once, and listed without the secret', async () => {
        const token = await workspace.mintToken('jean', 'phone', roomId);
        const [list = ''] = await workspace.command('jean', '/mcp connections', roomId);
        expect(list).toContain('`phone`');
        expect(list).not.toContain(token);
        const inbox = await workspace.control(`inbox?userId=${workspace.login('ana.dev').userId}`);
        expect(JSON.stringify(inbox)).not.toContain(token);
    });

    it('revoked on one instance are dead on the other at once', async () => {
        const token = await workspace.mintToken('jean', 'old phone', roomId, 0);
        expect(await status(token, 1)).toBe(200);
        const [said] = await workspace.command('jean', '/mcp revoke old phone', roomId, 1);
        expect(said).toContain('old phone');
        expect(await status(token, 0)).toBe(401);
        expect(await status(token, 1)).toBe(401);
    });

    it('cannot be revoked by another', async () => {
        const token = await workspace.mintToken('jean', 'mine', roomId);
        const [said] = await workspace.command('ana.dev', '/mcp revoke mine', roomId);
        expect(said).toMatch(/no token called/);
        expect(await status(token)).toBe(200);
    });

    it('die with the account, and live again with it', async () => {
        const token = await workspace.mintToken('mei.design', 'tablet', roomId);
        const { userId } = workspace.login('mei.design');
        expect(await status(token)).toBe(200);
        await workspace.rest('admin', 'v1/users.setActiveStatus', { userId, activeStatus: false });
        expect(await status(token)).toBe(401);
        expect(await status(token, 1)).toBe(401);
        await workspace.rest('admin', 'v1/users.setActiveStatus', { userId, activeStatus: true });
        expect(await status(token)).toBe(200);
    });

    it('only read unless they were made for writing', async () => {
        await workspace.rest('admin', `apps/${workspace.appId}/settings`, {
            settings: [{ id: 'write_mode', value: 'allow' }],
        });
        const reader = await connect(workspace.mcpUrl, bearer(await workspace.mintToken('jean', 'reader', roomId)));
        const writer = await connect(
            workspace.mcpUrl,
            bearer(await workspace.mintToken('jean', 'writer write', roomId)),
        );
        const names = async (client: typeof reader) => (await client.listTools()).map(({ name }) => name);
        expect(await names(reader)).not.toContain('send_message');
        expect(await names(writer)).toContain('send_message');
        const message = { room: '#engineering', text: 'hello' };
        expect((await reader.call('send_message', message)).error).toMatchObject({ code: 'write_scope_missing' });
        expect((await writer.call('send_message', message)).structured.status).toBe('sent');
        await Promise.all([reader.close(), writer.close()]);
    });

    it('that write are narrowed to reading by the read-only address', async () => {
        const token = await workspace.mintToken('jean', 'narrowed write', roomId);
        const client = await connect(`${workspace.mcpUrl}/readonly`, bearer(token));
        expect((await client.listTools()).map(({ name }) => name)).not.toContain('send_message');
        const { error } = await client.call('send_message', { room: '#engineering', text: 'hello' });
        expect(error).toMatchObject({ code: 'write_scope_missing' });
        await client.close();
    });

    it('expire after the days the admin allows', async () => {
        const token = await workspace.mintToken('jean', 'short', roomId);
        await workspace.control('clock', { advanceSeconds: 31 * 24 * 3600 });
        expect(await status(token)).toBe(401);
        expect(await status(token, 1)).toBe(401);
    });

    describe('and the command that makes them', () => {
        const say = async (line: string, username = 'jean') =>
            (await workspace.command(username, line, roomId))[0] ?? '';

        it('explains itself, in the language of the person', async () => {
            expect(await say('/mcp')).toContain('/mcp token <name>');
            expect(await say('/mcp help')).toContain('/mcp token <name>');
            expect(await say('/mcp nonsense')).toContain('`/mcp nonsense`');
        });

        it('asks for a name, and refuses one that is taken, too long or breaks the line', async () => {
            expect(await say('/mcp token')).toContain('/mcp token laptop');
            expect(await say('/mcp token twin')).toContain('rcm_');
            expect(await say('/mcp token TWIN')).toContain('already');
            expect(await say(`/mcp token ${'x'.repeat(41)}`)).toContain('40');
            expect(await say('/mcp token a`b')).toContain('backticks');
        });
    });
});
