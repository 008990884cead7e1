import { numbered } from '../../dev/workspace/seeds/load';
import { loadSeed } from '../../dev/workspace/seeds/load';
import { parseSeedLine } from '../../dev/workspace/seeds/jsonl';
import type { SeedLine } from '../../dev/workspace/seeds/format';
import { TestServer } from './a-server';

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 5, 10, minute)).toISOString();
const user = (username: string, more = {}): SeedLine => ({ user: { username, name: username, ...more } });
const room = (name: string, members: string[], more = {}): SeedLine => ({
    room: { name, type: 'c', members, ...more },
});
const say = (id: string, author: string, minute: number, text: string, more = {}): SeedLine => ({
    message: { id, room: 'one', user: author, text, ts: at(minute), ...more },
});

async function seeded(...lines: SeedLine[]) {
    const test = new TestServer();
    const logins = await loadSeed(test.world, numbered(lines));
    const find = (username: string) => test.store.users.byUsername(username)!;
    const mark = (username: string) => test.subscription(test.store.rooms.byName('one')!, find(username));
    return { test, logins, find, mark };
}

const PEOPLE = [user('ana'), user('ben'), user('cleo'), room('one', ['ana', 'ben', 'cleo'])];

describe('a seed', () => {
    it('counts what came after the last visit', async () => {
        const { mark } = await seeded(
            ...PEOPLE,
            say('m1', 'ana', 1, 'old @ben'),
            say('m2', 'ana', 2, 'new @ben'),
            say('m3', 'ana', 3, '@all hear'),
            { read: { user: 'ben', room: 'one', ts: at(1) } },
            { read: { user: 'cleo', room: 'one', ts: at(3) } },
        );
        expect(mark('ben')).toMatchObject({ unread: 2, userMentions: 1, groupMentions: 1, alert: true });
        expect(mark('ben').ls).toEqual(new Date(at(1)));
        expect(mark('cleo')).toMatchObject({ unread: 0, groupMentions: 0, alert: false });
        expect(mark('ana')).toMatchObject({ unread: 0, alert: false });
    });

    it('knows no last visit of those it does not say one of', async () => {
        const { mark } = await seeded(...PEOPLE, say('m1', 'ana', 1, 'hello @ben'));
        expect(mark('ben').ls).toBeUndefined();
        expect(mark('ben')).toMatchObject({ unread: 1, userMentions: 1 });
    });

    it('makes threads, with their followers and unread marks', async () => {
        const { test, mark, find } = await seeded(
            ...PEOPLE,
            say('root', 'ana', 1, 'root'),
            say('r1', 'ben', 2, 'reply', { thread: 'root' }),
            say('r2', 'ben', 4, 'ask @cleo', { thread: 'root' }),
            { read: { user: 'ana', room: 'one', ts: at(3) } },
            { read: { user: 'ben', room: 'one', ts: at(3), tunread: ['root'] } },
        );
        const ids = ['ana', 'ben', 'cleo'].map((name) => find(name)._id);
        expect(test.message('root')).toMatchObject({ tcount: 2, tlm: new Date(at(4)), replies: ids });
        expect(mark('ana').tunread).toEqual(['root']);
        expect(mark('cleo').tunreadUser).toEqual(['root']);
        expect(mark('ben').tunread).toEqual(['root']);
    });

    it('raises no event, and gives rooms their last message', async () => {
        const { test } = await seeded(...PEOPLE, say('m2', 'ana', 2, 'later'), say('m1', 'ana', 1, 'earlier'));
        const one = test.store.rooms.byName('one')!;
        expect(test.engine.events).toEqual([]);
        expect(one).toMatchObject({ msgs: 2, lastMessage: { _id: 'm2' }, ts: new Date(at(1)) });
        expect(test.store.messages.inRoom(one._id).map(({ _id }) => _id)).toEqual(['m1', 'm2']);
    });

    it('stores edits, files, reactions and given mentions', async () => {
        const file = { name: 'plan.pdf', type: 'application/pdf', size: 1234 };
        const { test } = await seeded(
            ...PEOPLE,
            say('m1', 'ana', 1, 'see plan', {
                edited: at(2),
                file,
                reactions: { ':eyes:': ['ben'] },
                mentions: ['here'],
            }),
        );
        const message = test.message('m1');
        expect(message).toMatchObject({
            editedAt: new Date(at(2)),
            editedBy: { username: 'ana' },
            reactions: { ':eyes:': { usernames: ['ben'] } },
            mentions: [{ _id: 'here' }],
            file,
        });
        const data = await test.server.portFor(0).uploads.data(message.file!._id);
        expect(data).toHaveLength(1234);
    });

    it('makes teams of rooms with a team name, and gives #general its id', async () => {
        const { test } = await seeded(user('ana'), room('general', ['ana'], { teamMain: 'ops' }));
        expect(test.store.rooms.get('GENERAL')).toMatchObject({ teamMain: true });
        expect(test.store.teams.find(({ name }) => name === 'ops')).toMatchObject({ roomId: 'GENERAL' });
    });

    it('hands out a login for every user', async () => {
        const { logins } = await seeded(user('ana', { password: 'mine' }), user('ben'));
        expect(logins).toMatchObject([
            { username: 'ana', password: 'mine' },
            { username: 'ben', password: expect.stringMatching(/^\w{17}$/) },
        ]);
    });

    it.each<[string, SeedLine]>([
        ['unknown user "zoe"', say('m', 'zoe', 1, 'x')],
        ['unknown room "two"', { message: { room: 'two', user: 'ana', text: 'x', ts: at(1) } }],
        ['unknown thread "t"', say('m', 'ana', 1, 'x', { thread: 't' })],
        ['"ts" is not a date: noon', { message: { room: 'one', user: 'ana', text: 'x', ts: 'noon' } }],
        ['ana is already in use :(', user('ana')],
        ['there is a room "one" already', room('one', ['ana'])],
        ['"room.type" must be c, p or d, not "x"', room('two', ['ana'], { type: 'x' })],
    ])('is refused for %s, with the line', async (problem, line) => {
        await expect(seeded(...PEOPLE, line)).rejects.toThrow(`seed line 5: ${problem}`);
    });
});

describe('a line of a seed file', () => {
    it.each([
        ['{"user":', 'not JSON'],
        ['[]', 'not an object'],
        ['{"usr":{}}', 'must have exactly one of these keys: user, room'],
        ['{"user":{"username":"a","name":"A"},"room":{}}', 'must have exactly one'],
        ['{"user":{"username":"a"}}', '"user.name" must be a text'],
        ['{"room":{"name":"a","type":"c","members":"b"}}', '"room.members" must be a list of texts'],
        ['{"message":{"room":"a","user":"b","text":5,"ts":"x"}}', '"message.text" must be a text'],
    ])('%s is refused', (line, problem) => {
        expect(() => parseSeedLine(line, 7)).toThrow(`seed line 7: ${problem}`);
    });

    it('may leave optional fields out', () => {
        expect(parseSeedLine('{"user":{"username":"a","name":"A"}}', 1)).toEqual(user('a', { name: 'A' }));
    });
});
