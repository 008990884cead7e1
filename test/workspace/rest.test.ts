import { createHash } from 'node:crypto';
import { sendMessage } from '../../dev/workspace/server/send-message';
import type { UserDoc } from '../../dev/workspace/store/documents';
import { aFront } from './a-front';

describe('the REST front', () => {
    let front: Awaited<ReturnType<typeof aFront>>;
    let ana: UserDoc;
    let ben: UserDoc;
    let admin: UserDoc;
    beforeAll(async () => {
        front = await aFront();
        ana = front.test.user('ana');
        ben = front.test.user('ben');
        admin = front.test.user('root', ['admin']);
    });
    afterAll(() => void front.close());

    it('logs in by name or address, with the password or its digest', async () => {
        const digest = createHash('sha256').update('secret').digest('hex');
        for (const body of [
            { user: 'ana', password: 'secret' },
            { username: 'ana', password: 'secret' },
            { user: { email: 'ana@example.com' }, password: { digest, algorithm: 'sha-256' } },
        ]) {
            const reply = await front.post(null, '/api/v1/login', body);
            expect(reply).toMatchObject({ status: 200, body: { status: 'success', data: { userId: ana._id } } });
            const { authToken } = reply.body.data;
            const me = await front.send('/api/v1/me', { headers: { 'X-User-Id': ana._id, 'X-Auth-Token': authToken } });
            expect(me.body).toMatchObject({ username: 'ana', success: true });
            expect(me.body).not.toHaveProperty('services');
        }
        expect(await front.post(null, '/api/v1/login', { user: 'ana', password: 'wrong' })).toMatchObject({
            status: 401,
            body: { status: 'error', message: 'Unauthorized' },
        });
    });

    it('ends a login', async () => {
        const { body } = await front.post(null, '/api/v1/login', { user: 'ana', password: 'secret' });
        const headers = { 'X-User-Id': ana._id, 'X-Auth-Token': body.data.authToken as string };
        expect((await front.send('/api/v1/logout', { method: 'POST', headers })).body.status).toBe('success');
        expect((await front.send('/api/v1/me', { headers })).status).toBe(401);
    });

    it('refuses the unknown with the product’s words', async () => {
        expect(await front.get(null, '/api/v1/me')).toMatchObject({
            status: 401,
            body: { status: 'error', message: 'You must be logged in to do this.' },
        });
        expect(await front.get(ana, '/api/v1/nothing')).toMatchObject({ status: 404, body: { status: 'error' } });
        const bad = await front.send('/api/v1/chat.postMessage', {
            method: 'POST',
            headers: { ...front.headersOf(ana), 'content-type': 'application/json' },
            body: '{"channel":',
        });
        expect(bad).toMatchObject({ status: 400, body: { success: false } });
    });

    it('makes users for admins only, who join the default channels', async () => {
        const body = { username: 'dora', name: 'Dora', email: 'dora@example.com', password: 'secret' };
        expect(await front.post(ana, '/api/v1/users.create', body)).toMatchObject({ status: 403 });
        const general = front.test.room('general', [admin]);
        front.test.store.rooms.update(general._id, { default: true });
        const created = await front.post(admin, '/api/v1/users.create', body);
        expect(created).toMatchObject({ status: 200, body: { success: true, user: { username: 'dora' } } });
        expect(front.test.store.subscriptions.of(general._id, created.body.user._id)).toBeDefined();
        const again = await front.post(admin, '/api/v1/users.create', body);
        expect(again).toMatchObject({ status: 400, body: { success: false, errorType: 'error-field-unavailable' } });
    });

    it('ends all logins of an account that is switched off', async () => {
        const eva = front.test.user('eva');
        expect((await front.get(eva, '/api/v1/me')).status).toBe(200);
        const body = { userId: eva._id, activeStatus: false };
        const reply = await front.post(admin, '/api/v1/users.setActiveStatus', body);
        expect(reply.body.user).toEqual({ _id: eva._id, active: false });
        expect((await front.get(eva, '/api/v1/me')).status).toBe(401);
    });

    it('shows others of a user only what is public', async () => {
        expect((await front.get(ana, '/api/v1/users.info?username=ben')).body.user).not.toHaveProperty('emails');
        expect((await front.get(admin, `/api/v1/users.info?userId=${ben._id}`)).body.user).toHaveProperty('emails');
        expect((await front.get(ana, '/api/v1/users.info?username=nobody')).body.error).toContain('User not found.');
    });

    it('runs a channel from its creation to its end', async () => {
        const created = await front.post(ana, '/api/v1/channels.create', { name: 'plans' });
        const roomId = created.body.channel._id as string;
        expect((await front.post(ben, '/api/v1/channels.join', { roomId })).status).toBe(200);
        await front.post(ana, '/api/v1/chat.postMessage', { channel: '#plans', text: 'first' });
        await front.post(ben, '/api/v1/chat.postMessage', { roomId, text: 'second' });
        const { body } = await front.get(ben, '/api/v1/channels.history?roomName=plans&count=2');
        expect(body.messages.map(({ msg }: { msg: string }) => msg)).toEqual(['second', 'first']);
        expect((await front.post(ana, '/api/v1/channels.kick', { roomId, userId: ben._id })).status).toBe(200);
        expect((await front.post(ben, '/api/v1/channels.kick', { roomId, userId: ana._id })).status).toBe(400);
        expect((await front.post(ana, '/api/v1/rooms.delete', { roomId })).body).toEqual({ success: true });
        expect(await front.get(ana, `/api/v1/rooms.info?roomId=${roomId}`)).toMatchObject({
            status: 400,
            body: { success: false, error: 'not-allowed' },
        });
    });

    it('keeps private groups from others', async () => {
        const created = await front.post(ana, '/api/v1/groups.create', { name: 'quiet' });
        const roomId = created.body.group._id as string;
        for (const path of [`rooms.info?roomId=${roomId}`, `groups.history?roomId=${roomId}`]) {
            expect((await front.get(ben, `/api/v1/${path}`)).status).toBe(400);
        }
        expect((await front.post(ben, '/api/v1/chat.postMessage', { roomId, text: 'x' })).body).toMatchObject({
            success: false,
            errorType: 'error-not-allowed',
        });
        expect((await front.post(ana, '/api/v1/groups.invite', { roomId, userId: ben._id })).status).toBe(200);
        expect((await front.get(ben, `/api/v1/groups.history?roomId=${roomId}`)).status).toBe(200);
    });

    it('handles messages and threads', async () => {
        const { body } = await front.post(ana, '/api/v1/im.create', { username: 'ben' });
        const rid = body.room.rid as string;
        const sent = await front.post(ana, '/api/v1/chat.sendMessage', { message: { rid, msg: 'red boats' } });
        const msgId = sent.body.message._id as string;
        await front.post(ben, '/api/v1/chat.sendMessage', { message: { rid, msg: 'which?', tmid: msgId } });
        expect((await front.get(ben, `/api/v1/chat.getThreadMessages?tmid=${msgId}`)).body).toMatchObject({
            messages: [{ msg: 'which?' }],
            total: 1,
        });
        expect((await front.post(ben, '/api/v1/chat.update', { roomId: rid, msgId, text: 'x' })).status).toBe(400);
        const edited = await front.post(ana, '/api/v1/chat.update', { roomId: rid, msgId, text: 'blue boats' });
        expect(edited.body.message).toMatchObject({ msg: 'blue boats', editedBy: { username: 'ana' } });
        await front.post(ben, '/api/v1/chat.react', { messageId: msgId, emoji: 'thumbsup' });
        expect((await front.post(ben, '/api/v1/chat.react', { messageId: msgId, emoji: 'nonsense' })).status).toBe(400);
        const found = await front.get(ben, `/api/v1/chat.search?roomId=${rid}&searchText=boats`);
        expect(found.body.messages).toMatchObject([{ reactions: { ':thumbsup:': { usernames: ['ben'] } } }]);
        const since = new Date(0).toISOString();
        const gone = await front.post(ben, '/api/v1/chat.delete', { roomId: rid, msgId });
        expect(gone.status).toBe(400);
        const reply = front.test.store.messages.find(({ msg }) => msg === 'which?')!;
        await front.post(ben, '/api/v1/chat.delete', { roomId: rid, msgId: reply._id });
        const synced = await front.get(ana, `/api/v1/chat.syncMessages?roomId=${rid}&lastUpdate=${since}`);
        expect(synced.body.result).toMatchObject({ updated: [{ _id: msgId }], deleted: [{ _id: reply._id }] });
    });

    it('tells what changed in subscriptions, and reads them', async () => {
        const room = front.test.room('news', [ana, ben]);
        sendMessage(front.test.world, ana._id, { rid: room._id, msg: 'hello @ben' });
        const mine = async (query = '') => (await front.get(ben, `/api/v1/subscriptions.get${query}`)).body.update;
        const before = (await mine()).find(({ rid }: { rid: string }) => rid === room._id);
        expect(before).toMatchObject({ userMentions: 1, alert: true });
        front.test.tick();
        const since = front.test.clock.now().toISOString();
        front.test.tick();
        await front.post(ben, '/api/v1/subscriptions.read', { rid: room._id });
        expect(await mine(`?updatedSince=${since}`)).toMatchObject([{ rid: room._id, userMentions: 0, alert: false }]);
    });

    it('takes uploads, shows them in a message, and gives them to members', async () => {
        const room = front.test.room('files', [ana], 'p');
        const form = new FormData();
        form.append('file', new Blob(['hello'], { type: 'text/plain' }), 'grüße.txt');
        const init = { method: 'POST', headers: front.headersOf(ana), body: form };
        const { file } = (await front.send(`/api/v1/rooms.media/${room._id}`, init)).body;
        const confirmPath = `/api/v1/rooms.mediaConfirm/${room._id}/${file._id}`;
        const confirmed = await front.post(ana, confirmPath, { msg: 'look', description: 'a greeting' });
        expect(confirmed.body.message).toMatchObject({ msg: 'look', file: { name: 'grüße.txt', size: 5 } });
        expect((await front.post(ana, confirmPath)).body.error).toBe('invalid-file');
        expect(await front.get(ana, file.url)).toMatchObject({ status: 200, text: 'hello' });
        expect((await front.get(ben, file.url)).status).toBe(403);
        expect((await front.get(null, file.url)).status).toBe(403);
    });

    it('answers other addresses as the web client does', async () => {
        const page = await front.get(null, '/.well-known/oauth-authorization-server');
        expect(page.status).toBe(200);
        expect(page.headers.get('content-type')).toContain('text/html');
        expect((await front.post(null, '/somewhere')).status).toBe(405);
        expect((await front.get(null, '/api/info')).body).toEqual({ version: '8.4', success: true });
    });
});
