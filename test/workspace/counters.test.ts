import { createDirectRoom } from '../../dev/workspace/server/create-room';
import { addToRoom } from '../../dev/workspace/server/membership';
import { sendMessage } from '../../dev/workspace/server/send-message';
import { markRead, markThreadRead, markUnread, unreadMessages } from '../../dev/workspace/server/subscriptions';
import { updateMessage } from '../../dev/workspace/server/update-message';
import { TestServer } from './a-server';

describe('a message', () => {
    const test = new TestServer();
    const { world, store } = test;
    const ana = test.user('ana');
    const ben = test.user('ben');
    const cleo = test.user('cleo');
    let rooms = 0;
    const aRoom = () => test.room(`room${(rooms += 1)}`, [ana, ben, cleo]);

    it('alerts the others but is no unread one for them unless it mentions them', () => {
        const room = aRoom();
        const message = sendMessage(world, ana._id, { rid: room._id, msg: 'hello @ben' });
        expect(message.mentions).toEqual([{ _id: ben._id, username: 'ben', name: 'ben', type: 'user' }]);
        expect(test.subscription(room, ben)).toMatchObject({ alert: true, unread: 1, userMentions: 1 });
        expect(test.subscription(room, cleo)).toMatchObject({ alert: true, unread: 0, userMentions: 0 });
        expect(test.subscription(room, ana)).toMatchObject({ alert: false, unread: 0 });
    });

    it('to all counts as a group mention, unless it also mentions somebody', () => {
        const room = aRoom();
        sendMessage(world, ana._id, { rid: room._id, msg: '@all look' });
        expect(test.subscription(room, ben)).toMatchObject({ unread: 1, groupMentions: 1, userMentions: 0 });
        sendMessage(world, ana._id, { rid: room._id, msg: '@all and @cleo' });
        expect(test.subscription(room, ben)).toMatchObject({ unread: 1, groupMentions: 1 });
        expect(test.subscription(room, cleo)).toMatchObject({ unread: 2, userMentions: 1 });
    });

    it('in a direct room is always an unread one', () => {
        const room = createDirectRoom(world, ana, ['ben']);
        sendMessage(world, ana._id, { rid: room._id, msg: 'psst' });
        sendMessage(world, ana._id, { rid: room._id, msg: 'psst' });
        expect(test.subscription(room, ben)).toMatchObject({ unread: 2, open: true, alert: true });
        expect(room._id).toBe([ana._id, ben._id].sort().join(''));
    });

    it('mentions the members of a team', () => {
        const room = aRoom();
        const created = { createdAt: new Date(), _updatedAt: new Date(), createdBy: room.u!, roomId: room._id };
        store.teams.insert({ _id: 'team', name: 'ops', type: 0, memberIds: [ben._id, ana._id], ...created });
        const message = sendMessage(world, ana._id, { rid: room._id, msg: '@ops, please.' });
        expect(message.mentions).toEqual([{ _id: 'team', name: 'ops', type: 'team' }]);
        expect(test.subscription(room, ben).userMentions).toBe(1);
        expect(test.subscription(room, ana).userMentions).toBe(0);
    });

    it('becomes the last one of its room, and is counted there', () => {
        const room = aRoom();
        const message = sendMessage(world, ana._id, { rid: room._id, msg: 'hello' });
        expect(store.rooms.get(room._id)).toMatchObject({ msgs: 1, lm: message.ts, lastMessage: { _id: message._id } });
    });

    it('raises its event with the message as inserted, on the instance that took it', () => {
        const two = new TestServer(2);
        const [ida, otto] = [two.user('ida'), two.user('otto')];
        const room = two.room('here', [ida, otto]);
        sendMessage(two.server.worlds[1]!, ida._id, { rid: room._id, msg: 'hello' });
        expect(two.engines[0]!.eventNames).toEqual(['IPostRoomCreate']);
        expect(two.engines[1]!.eventNames).toEqual(['IPostMessageSent']);
    });

    it('with a type raises the event of system messages', () => {
        const room = aRoom();
        test.engine.events.length = 0;
        sendMessage(world, ana._id, { rid: room._id, msg: 'c2VjcmV0', t: 'e2e' });
        addToRoom(world, room, test.user('dora'), ana);
        expect(test.engine.eventNames).toEqual([
            'IPostSystemMessageSent',
            'IPostSystemMessageSent',
            'IPostRoomUserJoined',
        ]);
    });

    it('edited keeps the counters and has its mentions parsed anew', () => {
        const room = aRoom();
        const { _id } = sendMessage(world, ana._id, { rid: room._id, msg: 'hello @ben' });
        const edited = updateMessage(world, _id, { msg: 'hello @cleo' }, ana);
        expect(edited.mentions).toMatchObject([{ username: 'cleo' }]);
        expect(edited.editedBy).toEqual({ _id: ana._id, username: 'ana' });
        expect(test.subscription(room, ben).userMentions).toBe(1);
        expect(test.subscription(room, cleo).userMentions).toBe(0);
    });

    it.each([
        ['in a room of others', { rid: 'private' }, 'error-not-allowed'],
        ['to nowhere', { rid: 'nowhere' }, 'error-invalid-room'],
        ['that is too long', { rid: 'private', msg: 'x'.repeat(5001) }, 'error-message-size-exceeded'],
        ['from another time', { rid: 'private', ts: new Date(0) }, 'error-message-ts-out-of-sync'],
    ])('%s is refused', (_case, draft, code) => {
        if (!store.rooms.has('private')) {
            const room = test.room('private', [ana], 'p');
            store.rooms.insert({ ...room, _id: 'private', name: 'private-too' });
        }
        expect(() => sendMessage(world, ben._id, { msg: 'hello', ...draft })).toThrow(
            expect.objectContaining({ code }) as Error,
        );
    });

    it('that is refused leaves a notice with its sender', () => {
        const room = test.room('quiet', [ana, ben]);
        store.rooms.update(room._id, { ro: true });
        expect(() => sendMessage(world, ben._id, { rid: room._id, msg: 'hello' })).toThrow('readonly');
        expect(test.server.inbox.of(ben._id).at(-1)).toMatchObject({ kind: 'ephemeral', message: { rid: room._id } });
        expect(sendMessage(world, ana._id, { rid: room._id, msg: 'owners may' }).msg).toBe('owners may');
    });
});

describe('reading', () => {
    const test = new TestServer();
    const { world } = test;
    const ana = test.user('ana');
    const ben = test.user('ben');

    it('up to now leaves later messages unread, and knows none before the first visit', () => {
        const room = test.room('one', [ana, ben]);
        sendMessage(world, ana._id, { rid: room._id, msg: 'before' });
        expect(unreadMessages(world, room._id, ben._id)).toEqual([]);
        test.tick();
        markRead(world, room._id, ben._id);
        test.tick();
        sendMessage(world, ana._id, { rid: room._id, msg: 'after @ben' });
        test.tick();
        expect(unreadMessages(world, room._id, ben._id).map(({ msg }) => msg)).toEqual(['after @ben']);
        markRead(world, room._id, ben._id);
        expect(test.subscription(room, ben)).toMatchObject({ alert: false, unread: 0, userMentions: 0 });
    });

    it('can be taken back from a message on', () => {
        const room = test.room('two', [ana, ben]);
        const message = sendMessage(world, ana._id, { rid: room._id, msg: 'hello' });
        test.tick();
        markRead(world, room._id, ben._id);
        markUnread(world, ben, { messageId: message._id });
        test.tick();
        expect(unreadMessages(world, room._id, ben._id).map(({ _id }) => _id)).toEqual([message._id]);
        expect(() => markUnread(world, ana, { messageId: message._id })).toThrow('Not allowed');
    });
});

describe('a reply', () => {
    const test = new TestServer();
    const { world } = test;
    const [ana, ben, cleo] = [test.user('ana'), test.user('ben'), test.user('cleo')];
    const room = test.room('threads', [ana, ben, cleo]);
    const root = sendMessage(world, ana._id, { rid: room._id, msg: 'root' });
    test.tick();
    const first = sendMessage(world, ben._id, { rid: room._id, msg: 'first', tmid: root._id });

    it('makes its root a thread that both follow', () => {
        expect(test.message(root._id)).toMatchObject({ tcount: 1, tlm: first.ts, replies: [ana._id, ben._id] });
    });

    it('marks the thread unread for its followers only, and alerts them', () => {
        expect(test.subscription(room, ana)).toMatchObject({ tunread: [root._id], tunreadUser: [], alert: true });
        expect(test.subscription(room, cleo).tunread).toEqual([]);
        expect(test.subscription(room, ben).tunread).toEqual([]);
    });

    it('counts as a message of the room, but neither as unread nor as its last one', () => {
        expect(test.store.rooms.get(room._id)).toMatchObject({ msgs: 2, lastMessage: { _id: root._id } });
        expect(test.subscription(room, ana).unread).toBe(0);
    });

    it('makes followers of those it mentions', () => {
        sendMessage(world, ben._id, { rid: room._id, msg: 'ask @cleo', tmid: root._id });
        expect(test.message(root._id).replies).toEqual([ana._id, ben._id, cleo._id]);
        expect(test.subscription(room, cleo)).toMatchObject({ tunread: [root._id], tunreadUser: [root._id] });
        expect(test.subscription(room, cleo).userMentions).toBe(0);
    });

    it('stays unread when the room is read, and keeps its alert', () => {
        markRead(world, room._id, ana._id);
        expect(test.subscription(room, ana)).toMatchObject({ tunread: [root._id], alert: true });
        markThreadRead(world, room._id, ana._id, root._id);
        expect(test.subscription(room, ana)).toMatchObject({ tunread: [], alert: false });
    });

    it('to a reply goes to the root', () => {
        const nested = sendMessage(world, cleo._id, { rid: room._id, msg: 'nested', tmid: first._id });
        expect(nested.tmid).toBe(root._id);
    });
});
