import { inflateSync } from 'node:zlib';
import { DEMO } from '../../dev/workspace/seeds/demo';
import type { SeedRoom } from '../../dev/workspace/seeds/format';
import {
    DAY,
    DEMO_IDS,
    age,
    inRoom,
    mentionsOf,
    messages,
    reads,
    repliesTo,
    rooms,
    theMessage,
    theRoom,
} from './demo-lines';

describe('what waits for jean', () => {
    const mark = (room: string, user = 'jean') => reads.find((read) => read.room === room && read.user === user);
    const unread = (room: SeedRoom) => {
        const read = mark(room.name);
        return messages.filter((one) => one.room === room.name && read && one.ts > read.ts);
    };
    const mine = rooms.filter((room) => room.members.includes('jean'));

    it('is three mentions of the last day: a room, a private room and a thread', () => {
        const found = messages.filter((one) => age(one.ts) <= DAY && mentionsOf(one).includes('jean'));
        expect(found.map(({ id }) => id).sort()).toEqual([...DEMO.expected.mentions].sort());
        expect(found.map(({ room }) => room).sort()).toEqual(['engineering', 'incidents', 'leadership']);
        expect(theMessage(DEMO.messages.mentionInThread).thread).toBe(DEMO.messages.mentionThread);
    });

    it('is four rooms', () => {
        const found = mine.filter((room) => room.type !== 'd' && unread(room).length > 0);
        expect(found.map(({ name }) => name).sort()).toEqual([...DEMO.expected.unreadRooms]);
    });

    it('is two direct rooms, with three and two messages', () => {
        const found = mine.filter((room) => room.type === 'd' && unread(room).length > 0);
        expect(Object.fromEntries(found.map((room) => [room.name, unread(room).length]))).toEqual(
            DEMO.expected.unreadDirects,
        );
    });

    it('is nothing jean said', () => {
        expect(mine.flatMap(unread).filter(({ user }) => user === 'jean')).toEqual([]);
    });

    it('is no more than a screenful per room', () => {
        expect(Math.max(...mine.map((room) => unread(room).length))).toBeLessThan(60);
    });

    it('is three threads, one of which is older than the read mark of its room', () => {
        const threads = mine.flatMap((room) => mark(room.name)?.tunread ?? []);
        expect(threads.sort()).toEqual([...DEMO.expected.unreadThreads].sort());
        const replies = repliesTo(DEMO.messages.threadReadByRoom);
        expect(replies.some(({ user }) => user === 'jean')).toBe(true);
        expect(replies.at(-1)!.ts < mark(DEMO.rooms.incidents)!.ts).toBe(true);
        expect(replies.at(-1)!.user).not.toBe('jean');
    });

    it('lets a whole room be read while one of its threads is not, for ana.dev', () => {
        const read = mark(DEMO.rooms.platform, 'ana.dev')!;
        expect(read.tunread).toEqual([DEMO.messages.threadReadByRoomOfAna]);
        expect(messages.filter(({ room, ts }) => room === DEMO.rooms.platform && ts > read.ts)).toEqual([]);
    });

    it('does not mention jean in #random', () => {
        const recent = messages.filter(({ room, ts }) => room === DEMO.rooms.random && age(ts) < DAY);
        expect(recent.flatMap(mentionsOf)).toEqual(['here']);
    });

    it('has a read mark for every member of every room', () => {
        const expected = rooms.flatMap((room) => room.members.map((member) => `${member} ${room.name}`));
        expect(reads.map(({ user, room }) => `${user} ${room}`).sort()).toEqual(expected.sort());
    });
});

describe('one of everything', () => {
    it('has 28 chat lines and a thread of 32 replies in #engineering', () => {
        const chat = inRoom('engineering').filter(
            ({ id, ts, thread }) => age(ts) < DAY && !thread && !DEMO_IDS.has(id),
        );
        expect(chat).toHaveLength(28);
        expect(repliesTo(DEMO.messages.longThread)).toHaveLength(32);
    });

    it('has a thread jean replied to and others continued', () => {
        const replies = repliesTo(DEMO.messages.continuedThread);
        expect(replies[0]?.user).toBe('jean');
        expect(replies.slice(1).map(({ user }) => user)).not.toContain('jean');
        expect(replies.length).toBeGreaterThan(2);
    });

    it('has an edited, a formatted and a very long message', () => {
        expect(theMessage(DEMO.messages.edited).text).toMatch(/corrected.*9:30am/);
        expect(theMessage(DEMO.messages.edited).edited).toBeDefined();
        expect(theMessage(DEMO.messages.codeBlock).text).toContain('```ts\n');
        expect(theMessage(DEMO.messages.longMessage).text.length).toBeGreaterThan(2700);
        expect(theMessage(DEMO.messages.longMessage).text.length).toBeLessThan(3500);
    });

    it('has files in a thread and in a room, and an image that really is a PNG', () => {
        expect(theMessage(DEMO.messages.fileInThread)).toMatchObject({ thread: DEMO.messages.mentionThread });
        const { file } = theMessage(DEMO.messages.image);
        const png = Buffer.from(file!.data!, 'base64');
        expect(png.length).toBe(file!.size);
        expect(png.subarray(1, 4).toString()).toBe('PNG');
        const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
        const length = png.readUInt32BE(33);
        expect(inflateSync(png.subarray(41, 41 + length))).toHaveLength(height * (1 + 3 * width));
        expect(new Set(messages.flatMap((one) => one.file?.type ?? [])).size).toBeGreaterThan(6);
    });

    it('has mentions of everybody, of those online, of a team and of a role', () => {
        expect(mentionsOf(theMessage(DEMO.messages.mentionAll))).toEqual(['all']);
        expect(mentionsOf(theMessage(DEMO.messages.mentionHere))).toEqual(['here']);
        expect(mentionsOf(theMessage(DEMO.messages.teamMention))).toEqual(['platform']);
        expect(theRoom('platform')).toMatchObject({ teamMain: 'platform' });
        expect(theMessage(DEMO.messages.roleMention).text).toMatch(/^@admin /);
    });

    it('has custom and standard reactions, a quote, a reply shown in the room, and a webhook', () => {
        expect(theMessage(DEMO.messages.customReaction).reactions).toHaveProperty(':rocketcli:');
        expect(theMessage(DEMO.messages.customEmoji).reactions).toHaveProperty(':rocket:');
        expect(theMessage(DEMO.messages.customEmoji).text).toContain(':rocketcli:');
        expect(theMessage(DEMO.messages.quote).attachments?.[0]?.text).toBe(theMessage(DEMO.messages.quoted).text);
        expect(theMessage(DEMO.messages.alsoInRoom)).toMatchObject({
            tshow: true,
            thread: DEMO.messages.mentionThread,
        });
        expect(theMessage(DEMO.messages.webhook).fields).toMatchObject({ alias: 'Grafana' });
    });

    it('has an encrypted room whose messages are all ciphertext', () => {
        expect(theRoom(DEMO.rooms.encrypted)).toMatchObject({ encrypted: true, type: 'p' });
        expect(inRoom(DEMO.rooms.encrypted).length).toBeGreaterThan(5);
        expect(inRoom(DEMO.rooms.encrypted).every(({ type, fields }) => type === 'e2e' && fields?.content)).toBe(true);
    });

    it('has an archived, a read-only, a discussion and a noisy room', () => {
        expect(theRoom(DEMO.rooms.archived).archived).toBe(true);
        expect(inRoom(DEMO.rooms.archived).every(({ ts }) => age(ts) > 45 * DAY)).toBe(true);
        expect(theRoom(DEMO.rooms.announcements).readOnly).toBe(true);
        expect(new Set(inRoom(DEMO.rooms.announcements).map(({ user }) => user))).toEqual(new Set(['marina.lead']));
        expect(theRoom(DEMO.rooms.discussion).parent).toBe(DEMO.rooms.engineering);
        expect(inRoom(DEMO.rooms.builds)).toHaveLength(200);
    });

    it('speaks English, Portuguese, Japanese and Chinese, and code', () => {
        const said = (pattern: RegExp) => messages.filter(({ text }) => pattern.test(text)).length;
        expect(said(/[ãõçáêí]/)).toBeGreaterThan(150);
        expect(said(/[\u3040-\u30ff]/)).toBeGreaterThan(60);
        expect(said(/数据库|上海|测试|这|吗|谢谢/)).toBeGreaterThan(10);
        expect(said(/E11000/)).toBeGreaterThan(3);
        expect(said(/[a-z]+_[a-z]+/)).toBeGreaterThan(50);
        expect(said(/\.(ts|tsx|py|sql)\b/)).toBeGreaterThan(50);
        expect(said(/https:\/\//)).toBeGreaterThan(30);
        expect(said(/#\d{3}/)).toBeGreaterThan(50);
        expect(said(/v\d+\.\d+\.\d+/)).toBeGreaterThan(50);
        expect(said(/\w@[\w-]+\.example/)).toBeGreaterThan(3);
    });
});
