import { DEMO, demoSeed } from '../../dev/workspace/seeds/demo';
import {
    DAY,
    DEMO_IDS,
    NOW,
    age,
    emojis,
    lines,
    mentionsOf,
    messages,
    reads,
    rooms,
    theMessage,
    theRoom,
    users,
} from './demo-lines';

const having = (phrase: string) => messages.filter((message) => JSON.stringify(message).includes(phrase));

describe('the demo company as a whole', () => {
    it('is the same for the same moment', () => {
        expect([...demoSeed(new Date(NOW))]).toEqual(lines);
    });

    it('keeps everything but the days when it is seeded at another moment', () => {
        const later = [...demoSeed(new Date('2027-01-03T02:10:00.000Z'))];
        const told = later.flatMap((line) =>
            'message' in line && DEMO_IDS.has(line.message.id ?? '') ? [line.message.text] : [],
        );
        expect(told.sort()).toEqual([...DEMO_IDS].map((id) => theMessage(id).text).sort());
        expect(later.filter((line) => 'message' in line).length).toBeGreaterThanOrEqual(3000);
    });

    it('has 3,000 messages of 90 days, from the oldest to the newest, none of them in the future', () => {
        const times = messages.map(({ ts }) => Date.parse(ts));
        expect(messages.length).toBeGreaterThanOrEqual(3000);
        expect(messages.length).toBeLessThan(3050);
        expect(times).toEqual([...times].sort((one, other) => one - other));
        expect(age(messages[0]!.ts)).toBeGreaterThan(86 * DAY);
        expect(age(messages[0]!.ts)).toBeLessThanOrEqual(90 * DAY);
        expect(Math.max(...times)).toBeLessThan(NOW.getTime());
    });

    it('rests at weekends', () => {
        const old = messages.filter(({ ts }) => age(ts) > 3 * DAY);
        const weekend = old.filter(({ ts }) => [0, 6].includes(new Date(ts).getUTCDay()));
        expect(weekend.length).toBeGreaterThan(0);
        expect(weekend.length / old.length).toBeLessThan(0.1);
    });

    it('seldom repeats itself', () => {
        expect(new Set(messages.map(({ text }) => text)).size).toBeGreaterThan(messages.length * 0.7);
    });

    it('has sixteen people with fixed passwords, among them a bot, a guest, and jean who is an admin', () => {
        expect(users).toHaveLength(16);
        expect(users.every((user) => user.password === `${user.username}-demo`)).toBe(true);
        expect(users.find((user) => user.username === 'jean')?.roles).toEqual(['user', 'admin']);
        expect(users.filter((user) => user.bot).map((user) => user.username)).toEqual(['deployer']);
        expect(users.filter((user) => user.roles?.includes('guest'))).toHaveLength(1);
    });
});

describe('references', () => {
    const usernames = new Set(users.map((user) => user.username));
    const teams = new Set(rooms.flatMap((room) => (typeof room.teamMain === 'string' ? [room.teamMain] : [])));

    it('lets every name refer to an earlier line', () => {
        const seen = new Set<string>();
        const missing: string[] = [];
        const need = (...names: string[]) => missing.push(...names.filter((name) => !seen.has(name)));
        for (const line of lines) {
            if ('user' in line) {
                seen.add(`user ${line.user.username}`);
            } else if ('room' in line) {
                const { name, members, owner, parent } = line.room;
                need(...members.map((member) => `user ${member}`), ...(parent ? [`room ${parent}`] : []));
                expect(owner === undefined || members.includes(owner)).toBe(true);
                seen.add(`room ${name}`);
            } else if ('emoji' in line) {
                seen.add(`emoji ${line.emoji.name}`);
            } else if ('message' in line) {
                const { id, room, user, thread } = line.message;
                need(`room ${room}`, `user ${user}`, ...(thread ? [`message ${thread}`] : []));
                seen.add(`message ${id}`);
            } else if ('read' in line) {
                const { room, user, tunread = [] } = line.read;
                need(`room ${room}`, `user ${user}`, ...tunread.map((id) => `message ${id}`));
            } else {
                need(`room ${line.subscription.room}`, `user ${line.subscription.user}`);
            }
        }
        expect(missing).toEqual([]);
    });

    it('gives every message its own id of 17 letters and digits', () => {
        expect(new Set(messages.map(({ id }) => id)).size).toBe(messages.length);
        expect(messages.filter(({ id }) => !/^[A-Za-z0-9]{17}$/.test(id))).toEqual([]);
        expect([...DEMO_IDS].filter((id) => !messages.some((message) => message.id === id))).toEqual([]);
    });

    it('lets only members speak, react and read', () => {
        const strangers = messages.filter(({ room, user, reactions = {} }) =>
            [user, ...Object.values(reactions).flat()].some((name) => !theRoom(room).members.includes(name)),
        );
        expect(strangers).toEqual([]);
        expect(reads.filter(({ room, user }) => !theRoom(room).members.includes(user))).toEqual([]);
    });

    it('hangs every reply on a root of the same room that is no reply itself', () => {
        const wrong = messages.filter(({ thread, room, ts }) => {
            const root = messages.find(({ id }) => id === thread);
            return thread !== undefined && (!root || root.room !== room || root.thread || root.ts >= ts);
        });
        expect(wrong).toEqual([]);
    });

    it('mentions nobody who does not exist', () => {
        const known = new Set([...usernames, ...teams, 'all', 'here']);
        expect(messages.flatMap(mentionsOf).filter((name) => !known.has(name))).toEqual([]);
    });

    it('leaves no slot of a script unfilled', () => {
        expect(messages.filter(({ text }) => /<<|>>|\{[a-z.]+\}/.test(text))).toEqual([]);
    });

    it('brings two emojis of its own', () => {
        expect(emojis.map(({ name }) => name)).toEqual([DEMO.emojis.custom, DEMO.emojis.second]);
    });
});

describe('what must be found in one place only', () => {
    it('keeps the canary in a public room jean has not joined', () => {
        expect(having(DEMO.phrases.canary).map(({ id }) => id)).toEqual([DEMO.messages.canary]);
        expect(theMessage(DEMO.messages.canary).room).toBe(DEMO.rooms.secretOps);
        expect(theRoom(DEMO.rooms.secretOps).type).toBe('c');
        expect(theRoom(DEMO.rooms.secretOps).members).not.toContain('jean');
        expect(theRoom(DEMO.rooms.salesLatam).members).not.toContain('jean');
    });

    it('keeps the smoke test between two other people', () => {
        expect(having(DEMO.phrases.smokeTest).map(({ id }) => id)).toEqual([DEMO.messages.smokeTest]);
        expect(theRoom(theMessage(DEMO.messages.smokeTest).room)).toMatchObject({
            type: 'd',
            members: ['ana.dev', 'diego.ops'],
        });
    });

    it('does not keep what was deleted', () => {
        expect(JSON.stringify(lines)).not.toContain(DEMO.phrases.deleted);
    });

    it('says "deploy pipeline" only inside a thread, and both words apart elsewhere', () => {
        const found = messages.filter(({ text }) => text.toLowerCase().includes(DEMO.phrases.deployPipeline));
        expect(found.map(({ thread }) => thread)).toEqual([DEMO.messages.plainThread, DEMO.messages.plainThread]);
        expect(messages.some(({ text }) => text.includes('pipeline red, deploy later'))).toBe(true);
    });

    it('finds the report by the name of its file only', () => {
        expect(having('regression-report').map(({ id }) => id)).toEqual([DEMO.messages.fileInRoom]);
        expect(theMessage(DEMO.messages.fileInRoom).text).not.toContain('regression');
    });
});
