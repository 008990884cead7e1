import { connect, type TestClient } from '../harness/clients';
import { RunningWorkspace } from '../harness/running-workspace';

const SECRET = 'The falcon lands at nine';

describe('what a person cannot see in Rocket.Chat', () => {
    let workspace: RunningWorkspace;
    let jean: TestClient;
    let ana: TestClient;
    let room: { _id: string; name: string };
    let message: { _id: string };
    let link: string;

    beforeAll(async () => {
        workspace = await RunningWorkspace.start();
        jean = await connect(workspace.mcpUrl, workspace.headersOf('jean'));
        ana = await connect(workspace.mcpUrl, workspace.headersOf('ana.dev'));
        room = (await workspace.rest('jean', 'v1/groups.create', { name: 'falcon-landing' })).group;
        message = (await workspace.rest('jean', 'v1/chat.postMessage', { roomId: room._id, text: SECRET })).message;
        link = `${workspace.baseUrls[0]}/group/${room.name}`;
    });
    afterAll(async () => {
        await Promise.all([jean?.close(), ana?.close()]);
        await workspace.stop();
    });

    it('is there for its member', async () => {
        const { structured } = await jean.call('get_messages', { room: room.name });
        expect(structured.messages.map(({ text }: { text: string }) => text)).toContain(SECRET);
    });

    it('is not in the list of another, searched for or not', async () => {
        for (const input of [{ limit: 200, archived: true }, { query: room.name }, { query: 'falcon' }]) {
            const { text, structured } = await ana.call('list_rooms', input);
            expect(text).not.toContain('falcon-');
            expect(JSON.stringify(structured)).not.toContain(room._id);
        }
    });

    it('cannot be reached by id, name or link, and is told apart from nothing', async () => {
        const references = (id: string, name: string) => [
            { tool: 'get_messages', args: { room: id } },
            { tool: 'get_messages', args: { room: name } },
            { tool: 'get_messages', args: { room: `#${name}` } },
            { tool: 'get_messages', args: { room: `${workspace.baseUrls[0]}/group/${name}` } },
            { tool: 'get_messages', args: { room: `${workspace.baseUrls[0]}/channel/${id}` } },
            { tool: 'get_messages', args: { room: `${workspace.baseUrls[0]}/direct/${id}` } },
        ];
        const real = references(room._id, room.name);
        const invented = references('Zq3Zq3Zq3Zq3Zq3Zq', 'falcon-lending');
        for (const [index, { tool, args }] of real.entries()) {
            const [hidden, missing] = [await ana.call(tool, args), await ana.call(tool, invented[index]!.args)];
            expect(hidden.error).toMatchObject({ code: 'room_not_found', field: 'room' });
            const anonymous = (outcome: typeof hidden) =>
                JSON.stringify({ ...outcome.error, requestId: '' })
                    .replaceAll(/falcon-l[ae]nding/g, 'NAME')
                    .replaceAll(/Zq3Zq3Zq3Zq3Zq3Zq/g, 'ID')
                    .replaceAll(room._id, 'ID');
            expect(anonymous(hidden)).toBe(anonymous(missing));
        }
    });

    it('cannot be reached by a message in it', async () => {
        for (const reference of [message._id, `${link}?msg=${message._id}`, `${link}/thread/${message._id}`]) {
            const hidden = await ana.call('get_thread', { thread: reference });
            const missing = await ana.call('get_thread', { thread: 'Zq3Zq3Zq3Zq3Zq3Zq' });
            expect({ ...hidden.error, requestId: '' }).toEqual({ ...missing.error, requestId: '' });
            expect(hidden.text).not.toContain('falcon lands');
        }
        const around = await ana.call('get_messages', { room: '#engineering', before: message._id });
        expect(around.error).toMatchObject({ code: 'message_not_found', field: 'before' });
    });

    it('is gone on the very next call after they were removed, and back after they were invited', async () => {
        const invite = { roomId: room._id, userId: workspace.login('ana.dev').userId };
        await workspace.rest('jean', 'v1/groups.invite', invite);
        expect((await ana.call('get_messages', { room: room._id })).text).toContain(SECRET);
        await workspace.rest('jean', 'v1/groups.kick', invite);
        expect((await ana.call('get_messages', { room: room._id })).error).toMatchObject({ code: 'room_not_found' });
        expect((await ana.call('list_rooms', { limit: 200 })).text).not.toContain(room._id);
        expect((await ana.call('get_thread', { thread: message._id })).error).toMatchObject({
            code: 'message_not_found',
        });
    });

    it('stays hidden behind a public room they never joined, and between two others', async () => {
        expect((await jean.call('get_messages', { room: '#secret-ops' })).error).toMatchObject({
            code: 'room_not_found',
        });
        const { structured } = await jean.call('list_rooms', { limit: 200, archived: true });
        const directs = structured.rooms.filter(({ type }: { type: string }) => type === 'direct');
        const own = new Set(
            (await workspace.rest('jean', 'v1/subscriptions.get')).update.map(({ rid }: { rid: string }) => rid),
        );
        expect(directs.length).toBeGreaterThan(0);
        expect(directs.every(({ id }: { id: string }) => own.has(id))).toBe(true);
    });

    it('is not reached through an address that is narrowed to another room', async () => {
        const { room: engineering } = await workspace.rest('jean', 'v1/rooms.info?roomName=engineering');
        const narrow = await connect(`${workspace.mcpUrl}/room/${engineering._id}`, workspace.headersOf('jean'));
        const { structured } = await narrow.call('list_rooms');
        expect(structured.rooms.map(({ name }: { name: string }) => name)).toEqual(['#engineering']);
        expect((await narrow.call('get_messages', { room: '#random' })).error).toMatchObject({
            code: 'room_not_found',
        });
        await narrow.close();
        const foreign = await connect(`${workspace.mcpUrl}/room/${room._id}`, workspace.headersOf('ana.dev'));
        expect((await foreign.call('list_rooms')).structured.rooms).toEqual([]);
        await foreign.close();
    });
});
