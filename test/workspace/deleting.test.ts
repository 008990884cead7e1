import { deleteAsPerson, deleteMessage } from '../../dev/workspace/server/delete-message';
import { cleanHistory, deleteRoom, eraseRoom } from '../../dev/workspace/server/delete-room';
import { sendMessage } from '../../dev/workspace/server/send-message';
import { changeSetting } from '../../dev/workspace/server/settings';
import { postUpload, storeUpload } from '../../dev/workspace/server/uploads';
import { deleteUser } from '../../dev/workspace/server/users';
import { TestServer } from './a-server';

const FOREVER = {
    oldest: new Date(0),
    latest: new Date('2100-01-01'),
    inclusive: true,
    limit: 0,
    excludePinned: false,
    ignoreDiscussion: false,
    ignoreThreads: false,
    filesOnly: false,
    usernames: [],
};

describe('deleting', () => {
    let test: TestServer;
    const say = (rid: string, userId: string, msg = 'hello', tmid?: string) => {
        test.tick();
        return sendMessage(test.world, userId, { rid, msg, ...(tmid && { tmid }) });
    };
    const setUp = () => {
        test = new TestServer();
        const [ana, ben] = [test.user('ana'), test.user('ben')];
        return { ana, ben, admin: test.user('root', ['admin']), room: test.room('one', [ana, ben]) };
    };

    it('removes a message and gives the room its last one back', () => {
        const { ana, room } = setUp();
        const first = say(room._id, ana._id, 'first');
        const second = say(room._id, ana._id, 'second');
        test.engine.events.length = 0;
        deleteMessage(test.world, second._id, ana);
        expect(test.store.messages.has(second._id)).toBe(false);
        expect(test.store.rooms.get(room._id)).toMatchObject({ msgs: 1, lastMessage: { _id: first._id } });
        expect(test.engine.events).toMatchObject([
            { name: 'IPostMessageDeleted', message: { msg: 'second' }, user: { username: 'ana' } },
        ]);
    });

    it('leaves a marker and a hidden copy of the root of a thread', () => {
        const { ana, ben, room } = setUp();
        const root = say(room._id, ana._id, 'root');
        say(room._id, ben._id, 'reply', root._id);
        deleteMessage(test.world, root._id, ana);
        expect(test.message(root._id)).toMatchObject({ t: 'rm', msg: '' });
        const copy = test.store.messages.find(({ parent }) => parent === root._id);
        expect(copy).toMatchObject({ msg: 'root', _hidden: true });
    });

    it('ends a thread with its last reply', () => {
        const { ana, ben, room } = setUp();
        const root = say(room._id, ana._id, 'root');
        const one = say(room._id, ben._id, 'one', root._id);
        const two = say(room._id, ben._id, 'two', root._id);
        deleteMessage(test.world, two._id, ben);
        expect(test.message(root._id)).toMatchObject({ tcount: 1, tlm: one.ts });
        deleteMessage(test.world, one._id, ben);
        expect(test.message(root._id)).not.toHaveProperty('tcount');
    });

    it('hides with Message_KeepHistory and marks with Message_ShowDeletedStatus', () => {
        const { ana, room } = setUp();
        changeSetting(test.world, 'Message_KeepHistory', true);
        const hidden = say(room._id, ana._id);
        deleteMessage(test.world, hidden._id, ana);
        expect(test.message(hidden._id)).toMatchObject({ _hidden: true, msg: 'hello' });
        changeSetting(test.world, 'Message_KeepHistory', false);
        changeSetting(test.world, 'Message_ShowDeletedStatus', true);
        const marked = say(room._id, ana._id);
        deleteMessage(test.world, marked._id, ana);
        expect(test.message(marked._id)).toMatchObject({ t: 'rm', msg: '', editedBy: { username: 'ana' } });
    });

    it('is for authors, owners and admins', () => {
        const { ana, ben, admin, room } = setUp();
        const [one, two, three] = [1, 2, 3].map(() => say(room._id, ana._id));
        expect(() => deleteAsPerson(test.world, ben, one!._id)).toThrow('error-action-not-allowed');
        deleteAsPerson(test.world, ana, two!._id);
        deleteAsPerson(test.world, admin, three!._id);
        expect(test.store.messages.inRoom(room._id)).toHaveLength(1);
    });

    it('of history is silent, takes files along, and spares what it is told to', () => {
        const { ana, ben, admin, room } = setUp();
        const root = say(room._id, ana._id, 'root');
        say(room._id, ben._id, 'reply', root._id);
        const upload = storeUpload(test.world, { name: 'a.txt', rid: room._id, userId: ana._id }, Buffer.from('a'));
        postUpload(test.world, ana, upload);
        const pinned = say(room._id, ana._id, 'pinned');
        test.store.messages.update(pinned._id, { pinned: true });
        test.engine.events.length = 0;
        const count = cleanHistory(test.world, room._id, admin, { ...FOREVER, excludePinned: true });
        expect(count).toBe(3);
        expect(test.store.messages.inRoom(room._id).map(({ msg }) => msg)).toEqual(['pinned']);
        expect(test.store.uploads.size).toBe(0);
        expect(test.engine.eventNames).toEqual([]);
        expect(() => cleanHistory(test.world, room._id, ana, FOREVER)).toThrow('Not allowed');
    });

    it('of a room tells about the room only when a person does it', () => {
        const { ana, room } = setUp();
        say(room._id, ana._id);
        const other = test.room('two', [ana]);
        test.engine.events.length = 0;
        deleteRoom(test.world, other);
        expect(test.engine.eventNames).toEqual([]);
        eraseRoom(test.world, room, ana);
        expect(test.engine.eventNames).toEqual(['IPostRoomDeleted']);
        expect(test.store.messages.inRoom(room._id)).toEqual([]);
        expect(test.store.subscriptions.ofUser(ana._id)).toEqual([]);
    });

    it.each([
        ['Delete', ['ben']],
        ['Unlink', ['rocket.cat', 'ben']],
        ['Keep', ['ana', 'ben']],
    ])('of a user with erasure "%s" tells about the user only', async (erasure, authors) => {
        const { ana, ben, admin, room } = setUp();
        changeSetting(test.world, 'Message_ErasureType', erasure);
        say(room._id, ana._id);
        say(room._id, ben._id);
        test.engine.events.length = 0;
        await deleteUser(test.world, ana, admin);
        expect(test.store.messages.inRoom(room._id).map(({ u }) => u.username)).toEqual(authors);
        expect(test.engine.eventNames).toEqual(['IPostUserDeleted']);
        expect(test.store.subscriptions.inRoom(room._id)).toHaveLength(1);
    });
});
