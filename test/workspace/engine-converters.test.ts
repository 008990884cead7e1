import { attachmentsToDocs } from '../../dev/workspace/engine/converters/attachments';
import { messageToApp, messageToAppRaw, messageToDoc } from '../../dev/workspace/engine/converters/messages';
import { roomToApp, roomToAppRaw, roomToDoc } from '../../dev/workspace/engine/converters/rooms';
import { threadToApp } from '../../dev/workspace/engine/converters/threads';
import { userToApp } from '../../dev/workspace/engine/converters/users';
import { MemoryServer, message, room, user } from './engine-memory-server';

const server = new MemoryServer();
const port = server.port(0);
const ANN = userToApp(server.users[0]!);

describe('a message as an app sees it', () => {
    test('keeps what has no field of its own, mentions among it, in _unmappedProperties_', async () => {
        const doc = message('m1', { mentions: [{ _id: 'all', type: 'user' }], pinned: true, urls: [{ url: 'x' }] });
        expect(await messageToApp(port, doc)).toMatchObject({
            id: 'm1',
            text: 'text of m1',
            createdAt: doc.ts,
            updatedAt: doc._updatedAt,
            sender: ANN,
            room: { id: 'r1', creator: ANN },
            _unmappedProperties_: { mentions: [{ _id: 'all', type: 'user' }], pinned: true, urls: [{ url: 'x' }] },
        });
    });

    test('has no threadId on a root, no editor and no type unless the document has them', async () => {
        const plain = await messageToApp(port, message('m1'));
        expect(Object.keys(plain)).not.toEqual(expect.arrayContaining(['threadId', 'editor', 'type', 'attachments']));
        const typed = await messageToApp(port, message('m2', { t: 'uj', editedBy: { _id: 'ann', username: 'ann' } }));
        expect(typed).toMatchObject({ type: 'uj', editor: ANN });
    });

    test('shows a sender who no longer exists by what the message remembers', async () => {
        const doc = message('m1', { u: { _id: 'gone', username: 'gone', name: 'Gone' } });
        expect((await messageToApp(port, doc)).sender).toMatchObject({ id: 'gone', username: 'gone', name: 'Gone' });
    });

    test('has attachments whose title and author are always objects and whose missing time is an invalid date', async () => {
        const doc = message('m1', { attachments: [{ title: 'a', title_link: '/a', image_url: '/i', quirk: 1 }] });
        const [attachment] = (await messageToApp(port, doc)).attachments!;
        expect(attachment).toMatchObject({
            title: { value: 'a', link: '/a' },
            author: {},
            imageUrl: '/i',
            _unmappedProperties_: { quirk: 1 },
        });
        expect(Number(attachment!.timestamp)).toBeNaN();
    });

    test('is raw in lists: ids instead of objects, and the count of replies', async () => {
        const doc = message('m1', { tcount: 2, editedBy: { _id: 'bob', username: 'bob' } });
        expect(await messageToAppRaw(doc)).toEqual({
            id: 'm1',
            text: 'text of m1',
            roomId: 'r1',
            sender: { _id: 'ann', username: 'ann' },
            editor: { _id: 'bob', username: 'bob' },
            threadMsgCount: 2,
            createdAt: doc.ts,
            updatedAt: doc._updatedAt,
            _unmappedProperties_: {},
        });
    });

    test('goes back to the same document fields', async () => {
        const doc = message('m1', { tmid: 'root', attachments: [{ title: 'a', title_link: '/a' }], blocks: [{}] });
        const { rid: _rid, _updatedAt, u, attachments, ...fields } = doc;
        const back = messageToDoc(await messageToApp(port, doc));
        expect(back).toMatchObject({ ...fields, u: { ...u, name: 'ANN' } });
        expect(back.attachments).toEqual([{ ...attachments![0], ts: expect.any(Date) }]);
    });
});

describe('a thread as an app sees it', () => {
    test('has its root twice, and neither editor nor type', async () => {
        const thread = await threadToApp(port, 'root');
        expect(thread.map(({ id }) => id)).toEqual(['root', 'root', 'reply']);
        expect(thread[2]).not.toHaveProperty('editor');
        expect(thread[2]).toMatchObject({
            threadId: 'root',
            sender: { id: 'bob' },
            room: { id: 'r1' },
            attachments: [{ title: { value: 'plan.txt' } }],
            _unmappedProperties_: { rid: 'r1', u: { _id: 'bob' }, editedBy: { _id: 'bob' } },
        });
    });

    test('is empty without a root', async () => {
        expect(await threadToApp(port, 'nothing')).toEqual([]);
    });
});

describe('a room as an app sees it', () => {
    test('is full: its creator, its parent, and booleans for what is not set', async () => {
        const discussion = await roomToApp(port, server.rooms[1]!);
        expect(discussion).toMatchObject({
            id: 'r2',
            displayName: 'A discussion',
            slugifiedName: 'room-r2',
            type: 'c',
            isDefault: false,
            isReadOnly: false,
            displaySystemMessages: true,
            parentRoom: { id: 'r1', creator: ANN, _unmappedProperties_: { topic: 'all things' } },
        });
        expect(discussion).not.toHaveProperty('creator');
    });

    test('is raw in lists: the parent by its id, the creator by reference, nothing for what is not set', async () => {
        const doc = room('r3', { prid: 'r1', u: { _id: 'ann', username: 'ann' }, archived: true, usernames: ['ann'] });
        const raw = await roomToAppRaw(doc);
        expect(raw).toMatchObject({
            parentRoomId: 'r1',
            creator: { _id: 'ann', username: 'ann' },
            usernames: ['ann'],
            _unmappedProperties_: { archived: true, usersCount: 2 },
        });
        expect(raw).not.toHaveProperty('isReadOnly');
    });

    test('names only what the app changed on its way back', () => {
        expect(roomToDoc({ id: 'r1', displayName: 'New name', isReadOnly: false })).toEqual({
            _id: 'r1',
            fname: 'New name',
            ro: false,
        });
    });
});

test('a user as an app sees it has no credentials and only the language of the preferences', () => {
    const settings = { preferences: { language: 'de', highlights: ['x'] } };
    const seen = userToApp(user('eve', { settings, lastLogin: new Date(0) }));
    expect(seen).toMatchObject({ id: 'eve', isEnabled: true, lastLoginAt: new Date(0), statusConnection: 'undefined' });
    expect(seen.settings).toEqual({ preferences: { language: 'de' } });
    expect(seen).not.toHaveProperty('services');
});

test('attachments an app built are stored under their stored names', () => {
    const attachments = [{ title: { value: 'a', link: '/a' }, author: { name: 'n' }, imageUrl: '/i', color: 'red' }];
    expect(attachmentsToDocs(attachments)).toEqual([
        { title: 'a', title_link: '/a', author_name: 'n', image_url: '/i', color: 'red' },
    ]);
});
