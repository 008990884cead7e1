import { connect, type TestClient } from '../harness/clients';
import { RunningWorkspace } from '../harness/running-workspace';

describe('sending as a person', () => {
    let workspace: RunningWorkspace;
    let client: TestClient;

    const allow = (value: string) =>
        workspace.rest('admin', `apps/${workspace.appId}/settings`, { settings: [{ id: 'write_mode', value }] });
    const last = async (room: string, limit = 1) =>
        (await client.call('get_messages', { room, limit })).structured.messages.map(
            ({ text }: { text: string }) => text,
        );
    const send = (args: object) => client.call('send_message', args);

    beforeAll(async () => {
        workspace = await RunningWorkspace.start();
        await allow('allow');
        client = await connect(workspace.mcpUrl, workspace.headersOf('jean'));
    });
    afterAll(async () => {
        await client?.close();
        await workspace.stop();
    });

    it('posts in a room, with the person as author', async () => {
        const { structured } = await send({ room: '#random', text: 'Olá, *mundo*' });
        expect(structured).toMatchObject({
            status: 'sent',
            room: { name: '#random' },
            message: { author: 'jean', text: 'Olá, *mundo*' },
        });
        const { message } = await workspace.rest('jean', `v1/chat.getMessage?msgId=${structured.message.id}`);
        expect(message).toMatchObject({ msg: 'Olá, *mundo*', u: { username: 'jean' } });
    });

    it('replies in a thread, found by any of its messages', async () => {
        const root = (await send({ room: '#random', text: 'Who is in?' })).structured.message;
        const reply = (await send({ thread: root.id, text: 'Me' })).structured;
        expect(reply).toMatchObject({ status: 'sent', thread: root.id, message: { thread: root.id } });
        const second = (await send({ thread: reply.message.link, text: 'Me too', room: '#random' })).structured;
        expect(second.thread).toBe(root.id);
        const { replies } = (await client.call('get_thread', { thread: root.id })).structured;
        expect(replies.map(({ text }: { text: string }) => text)).toEqual(['Me', 'Me too']);
        const elsewhere = await send({ thread: root.id, text: 'x', room: '#engineering' });
        expect(elsewhere.error).toMatchObject({ code: 'invalid_input', field: 'thread' });
    });

    it('writes to a person directly, opening the direct message if there is none', async () => {
        const outcome = await send({ room: '@mei.design', text: 'Do you have a minute?' });
        expect(outcome.structured).toMatchObject({ status: 'sent', room: { type: 'direct', name: '@mei.design' } });
        expect(await last('@mei.design')).toEqual(['Do you have a minute?']);
        expect((await send({ room: '@nobody.here', text: 'x' })).error).toMatchObject({ code: 'room_not_found' });
    });

    it('never posts on a near miss: it names the candidates', async () => {
        const before = await last('#engineering', 3);
        for (const room of ['engineer', 'ENGINEERING', '#engineerin']) {
            const { error } = await send({ room, text: 'x' });
            expect(error).toMatchObject({
                code: 'room_not_found',
                field: 'room',
                hint: expect.stringContaining('#engineering'),
            });
        }
        expect(await last('#engineering', 3)).toEqual(before);
    });

    it('sends nothing in a dry run, and says where it would go', async () => {
        const before = await last('#random');
        const { structured } = await send({ room: '#random', text: 'maybe', dryRun: true });
        expect(structured).toMatchObject({ status: 'dry_run', room: { name: '#random' } });
        expect(structured.message).toBeUndefined();
        expect(await last('#random')).toEqual(before);
        const person = (await send({ room: '@sofia.data', text: 'maybe', dryRun: true })).structured;
        expect(person).toMatchObject({ status: 'dry_run', room: { name: '@sofia.data' } });
    });

    it('posts once for one key, however often and however many at a time it is called', async () => {
        const call = () => send({ room: '#random', text: 'only once', idempotencyKey: 'release-note-7' });
        const outcomes = [...(await Promise.all([call(), call(), call()])), await call()];
        const ids = new Set(outcomes.map(({ structured }) => structured.message.id));
        expect(ids.size).toBe(1);
        expect(outcomes.filter(({ structured }) => structured.status === 'sent')).toHaveLength(1);
        expect((await last('#random', 20)).filter((text: string) => text === 'only once')).toHaveLength(1);
        const reused = await send({ room: '#random', text: 'something else', idempotencyKey: 'release-note-7' });
        expect(reused.error).toMatchObject({ code: 'invalid_input', field: 'idempotencyKey' });
    });

    it('says the limit when a text is too long, and refuses blank ones', async () => {
        expect((await send({ room: '#random', text: 'x'.repeat(5_001) })).error).toMatchObject({
            code: 'invalid_input',
            field: 'text',
            message: expect.stringContaining('5000'),
        });
        expect((await send({ room: '#random', text: ' \n ' })).error).toMatchObject({
            code: 'invalid_input',
            field: 'text',
        });
        expect((await send({ text: 'where?' })).error).toMatchObject({ code: 'invalid_input', field: 'room' });
    });

    it('has the rights of the person and no more', async () => {
        const mei = await connect(workspace.mcpUrl, workspace.headersOf('mei.design'));
        const rooms = (await mei.call('list_rooms', { limit: 200 })).structured.rooms;
        const readOnly = rooms.find(({ readOnly: flag }: { readOnly?: boolean }) => flag);
        expect((await mei.call('send_message', { room: readOnly.id, text: 'hello' })).error).toMatchObject({
            code: 'send_refused',
        });
        await mei.close();
    });

    it('stops at once when an admin switches writing off', async () => {
        await allow('off');
        expect((await client.listTools()).map(({ name }) => name)).not.toContain('send_message');
        expect((await send({ room: '#random', text: 'x' })).error).toMatchObject({ code: 'writes_disabled' });
        await allow('allow');
    });
});
