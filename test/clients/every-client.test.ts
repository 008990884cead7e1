import { tools } from '../../src/tools';
import { clients, type CallOutcome, type TestClient } from '../harness/clients';
import { RunningWorkspace } from '../harness/running-workspace';

/** The result has exactly the shape the tool declares: nothing missing, nothing besides. */
function expectDeclaredShape(name: string, { structured, error }: CallOutcome) {
    expect(error).toBeUndefined();
    const tool = tools.find((one) => one.name === name)!;
    expect(tool.output.parse(structured)).toEqual(structured);
}

describe('the published clients', () => {
    let workspace: RunningWorkspace;

    beforeAll(async () => {
        workspace = await RunningWorkspace.start();
        await workspace.rest('admin', `apps/${workspace.appId}/settings`, {
            settings: [{ id: 'write_mode', value: 'allow' }],
        });
    });
    afterAll(() => workspace.stop());

    describe.each(Object.keys(clients))('%s', (name) => {
        let client: TestClient;

        beforeAll(async () => {
            client = await clients[name]!(workspace.mcpUrl, workspace.headersOf('jean'));
        });
        afterAll(() => client.close());

        it('lists every tool with its hints and schemas, and hears how to use them', async () => {
            const listed = await client.listTools();
            expect(listed.map((tool) => tool.name)).toEqual(tools.map((tool) => tool.name));
            for (const tool of listed) {
                expect(tool.outputSchema).toMatchObject({ type: 'object' });
                expect(Object.keys(tool.annotations ?? {}).sort()).toEqual(
                    ['destructiveHint', 'idempotentHint', 'openWorldHint', 'readOnlyHint'].sort(),
                );
            }
            expect(client.instructions()!.split(/\s+/).length).toBeLessThan(200);
        });

        it('calls each tool and gets what the tool declares', async () => {
            const rooms = await client.call('list_rooms', { limit: 3 });
            expectDeclaredShape('list_rooms', rooms);
            expect(rooms.structured.rooms).toHaveLength(3);

            const page = await client.call('get_messages', { room: '#engineering', limit: 100 });
            expectDeclaredShape('get_messages', page);

            const root = page.structured.messages.find(({ replies }: { replies?: number }) => replies! > 2);
            const thread = await client.call('get_thread', { thread: root.id });
            expectDeclaredShape('get_thread', thread);
            expect(thread.structured.total).toBe(root.replies);

            const sent = await client.call('send_message', { room: '#engineering', text: `hello from ${name}` });
            expectDeclaredShape('send_message', sent);
            const { messages } = (await client.call('get_messages', { room: '#engineering', limit: 1 })).structured;
            expect(messages).toEqual([sent.structured.message]);
        });

        it('gets the same facts as text', async () => {
            const { structured, text } = await client.call('get_messages', { room: '#random', limit: 5 });
            for (const message of structured.messages) {
                expect(text).toContain(message.id);
                expect(text).toContain(message.author);
                message.text.split('\n').forEach((line: string) => expect(text).toContain(`> ${line}`));
            }
        });
    });
});
