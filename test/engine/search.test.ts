import { connect, type TestClient } from '../harness/clients';
import { RunningWorkspace } from '../harness/running-workspace';

interface Hit {
    id: string;
    link: string;
    room: string;
    author: string;
    text: string;
    thread?: string;
    in?: string;
}

describe('search in the demo company', () => {
    let workspace: RunningWorkspace;
    let jean: TestClient;
    let ana: TestClient;

    beforeAll(async () => {
        workspace = await RunningWorkspace.start();
        jean = await connect(workspace.mcpUrl, workspace.headersOf('jean'));
        ana = await connect(workspace.mcpUrl, workspace.headersOf('ana.dev'));
    });
    afterAll(async () => {
        await Promise.all([jean?.close(), ana?.close()]);
        await workspace.stop();
    });

    const find = async (query: string, args: object = {}, client = jean) =>
        (await client.call('search_messages', { query, ...args })).structured;
    const hits = async (query: string, args: object = {}, client = jean): Promise<Hit[]> =>
        (await find(query, args, client)).hits;
    const refused = async (query: string) => (await jean.call('search_messages', { query })).error;
    const roomId = async (name: string) => (await workspace.rest('jean', `v1/rooms.info?roomName=${name}`)).room._id;

    it('finds words of rooms and of threads', async () => {
        expect((await hits('deploy')).length).toBeGreaterThan(0);
        const inThread = await hits('"deploy pipeline"');
        expect(inThread.length).toBeGreaterThan(0);
        expect(inThread.some(({ thread }) => thread !== undefined)).toBe(true);
    });

    it('keeps phrases in order', async () => {
        expect((await hits('deploy pipeline')).map(({ text }) => text).join('\n')).toContain(
            'pipeline red, deploy later',
        );
        expect((await hits('"deploy pipeline"')).map(({ text }) => text).join('\n')).not.toContain('pipeline red');
    });

    it('leaves out what is negated', async () => {
        const found = await hits('deploy -pipeline', { limit: 50 });
        expect(found.length).toBeGreaterThan(0);
        expect(found.filter(({ text }) => /pipeline/i.test(text))).toEqual([]);
    });

    it('takes operators, or refuses them with the ones it knows', async () => {
        const byAna = await hits('from:ana.dev', { limit: 50 });
        expect(new Set(byAna.map(({ author }) => author))).toEqual(new Set(['ana.dev']));
        const either = await hits('E11000 OR regression-report', { limit: 50 });
        expect(either.some(({ text }) => text.includes('E11000'))).toBe(true);
        expect(either.some(({ text }) => text.includes('regression-report'))).toBe(true);
        expect(await hits('deploy before:2001-01-01')).toEqual([]);
        expect(await refused('form:ana deploy')).toMatchObject({
            code: 'invalid_input',
            field: 'query',
            hint: expect.stringMatching(/from:.*in:.*before:/),
        });
        expect(await refused('deploy before:2026-13-01')).toMatchObject({ code: 'invalid_input', field: 'query' });
        expect(await refused('from:nobody.at.all deploy')).toMatchObject({ code: 'user_not_found', field: 'query' });
        expect(await refused('in:no-such-room-at-all deploy')).toMatchObject({
            code: 'room_not_found',
            field: 'query',
        });
    });

    it('keeps its filters and its limit on every hit', async () => {
        const found = await hits('from:ana.dev deploy OR the', { limit: 3 });
        expect(found).toHaveLength(3);
        expect(found.every(({ author }) => author === 'ana.dev')).toBe(true);
        const engineering = await roomId('engineering');
        expect((await hits('in:engineering the', { limit: 20 })).every(({ room }) => room === engineering)).toBe(true);
    });

    it('finds files by their names, and says where it found them', async () => {
        const [file] = await hits('regression-report');
        expect(file).toMatchObject({ text: expect.stringContaining('regression-report'), in: 'title' });
    });

    it('finds words in messages, not authors by their names', async () => {
        expect(
            (await hits('deployer', { limit: 50 })).filter(
                ({ author, text }) => author === 'deployer' && !/deploy/i.test(text),
            ),
        ).toEqual([]);
    });

    it('finds words inside Chinese and Japanese, without accents, and emoji', async () => {
        expect((await hits('会議')).every(({ text }) => text.includes('会議'))).toBe(true);
        expect((await hits('会議')).length).toBeGreaterThan(0);
        expect((await hits('funcao')).map(({ text }) => text).join()).toContain('função');
        expect((await hits(':rocketcli:')).map(({ text }) => text).join()).toContain(':rocketcli:');
    });

    it('shows the edited text and nothing that was deleted', async () => {
        expect((await hits('corrected')).map(({ text }) => text).join()).toContain('9:30am');
        expect(await hits('"accidental paste"')).toEqual([]);
    });

    it('never finds what others keep to themselves', async () => {
        for (const query of [
            '"search-leak canary"',
            'search-leak canary',
            '"smoke test before EOD"',
            'smoke test before EOD',
        ]) {
            const outcome = await jean.call('search_messages', { query, limit: 50 });
            expect(outcome.text).not.toMatch(/search-leak|smoke test before/i);
        }
        expect(
            (await hits('"smoke test before EOD"', {}, ana)).length +
                (await hits('"search-leak canary"', {}, ana)).length,
        ).toBeGreaterThan(0);
    });

    it('guesses the word behind a slip, and says so', async () => {
        const found = await find('depoly');
        expect(found.corrected).toEqual({ depoly: ['deploy'] });
        expect(found.hits.length).toBeGreaterThan(0);
    });

    it('says when no message has all the words', async () => {
        const found = await find('deploy xylophone zeppelin');
        expect(found.relaxed).toBe(true);
        expect(found.hits.length).toBeGreaterThan(0);
        expect((await find('deploy pipeline')).relaxed).toBeUndefined();
    });

    it('says what names were taken for', async () => {
        expect((await find('from:ana deploy')).takenAs).toEqual({ ana: ['@ana.dev'] });
        expect((await find('from:me')).takenAs).toEqual({ me: ['@jean'] });
    });

    it('says how much it covers', async () => {
        const { coverage } = await find('deploy');
        expect(coverage).toMatchObject({ indexed: 100, encryptedRooms: 1 });
        const { structured } = await jean.call('list_rooms', { limit: 200, archived: true });
        expect(coverage.rooms).toBe(structured.total - 1);
    });

    it('walks through all hits page by page, by relevance and by date, without a gap or a repeat', async () => {
        for (const sort of ['relevance', 'newest', 'oldest']) {
            const all = await hits('release', { sort, limit: 50 });
            const paged: Hit[] = [];
            let cursor: string | undefined;
            do {
                const page = await find('release', { sort, limit: 4, ...(cursor ? { cursor } : {}) });
                paged.push(...page.hits);
                cursor = page.nextCursor;
            } while (cursor && paged.length < 50);
            expect(new Set(paged.map(({ id }) => id)).size).toBe(paged.length);
            expect(paged.slice(0, all.length).map(({ id }) => id)).toEqual(
                all.slice(0, paged.length).map(({ id }) => id),
            );
        }
    });

    it('gives links that open the message', async () => {
        for (const hit of await hits('migration', { limit: 5 })) {
            const { structured } = await jean.call('get_thread', { thread: hit.link });
            const ids = [structured.root, ...structured.replies].map(({ id }: Hit) => id);
            expect(ids).toContain(hit.id);
        }
    });

    describe('is fresh', () => {
        const post = async (text: string, room = 'random') =>
            (await workspace.rest('jean', 'v1/chat.postMessage', { channel: `#${room}`, text })).message;
        /** Events are not waited for by the sender; a moment is all they need. */
        const eventually = async (check: () => Promise<boolean>) => {
            for (let round = 0; round < 40 && !(await check()); round += 1) {
                await new Promise((resolve) => setTimeout(resolve, 25));
            }
            expect(await check()).toBe(true);
        };

        it('with what was just posted', async () => {
            const message = await post('the quokka arrived');
            await eventually(async () => (await hits('quokka')).some(({ id }) => id === message._id));
        });

        it('with what was just edited: found by its new text only', async () => {
            const message = await post('meet at the wombat');
            await eventually(async () => (await hits('wombat')).length === 1);
            await workspace.rest('jean', 'v1/chat.update', {
                roomId: message.rid,
                msgId: message._id,
                text: 'meet at the platypus',
            });
            expect(await hits('wombat')).toEqual([]);
            await eventually(async () => (await hits('platypus')).length === 1);
        });

        it('with what was just deleted: gone by the next call', async () => {
            const message = await post('bring the echidna');
            await eventually(async () => (await hits('echidna')).length === 1);
            await workspace.rest('jean', 'v1/chat.delete', { roomId: message.rid, msgId: message._id });
            expect(await hits('echidna')).toEqual([]);
        });

        it('with what was pruned without an event', async () => {
            const { channel } = await workspace.rest('jean', 'v1/channels.create', { name: 'pruned-room' });
            await post('a numbat for keeps', 'pruned-room');
            await eventually(async () => (await hits('numbat')).length === 1);
            await workspace.rest('jean', 'v1/rooms.cleanHistory', {
                roomId: channel._id,
                latest: new Date(Date.now() + 60_000).toISOString(),
                oldest: '2000-01-01T00:00:00.000Z',
            });
            expect(await hits('numbat')).toEqual([]);
        });

        it('with who is a member: hidden on the next call after a removal', async () => {
            const { group } = await workspace.rest('jean', 'v1/groups.create', {
                name: 'bandicoot-club',
                members: ['ana.dev'],
            });
            await workspace.rest('jean', 'v1/chat.postMessage', { roomId: group._id, text: 'bandicoot secret' });
            await eventually(async () => (await hits('bandicoot secret', {}, ana)).length > 0);
            await workspace.rest('jean', 'v1/groups.kick', {
                roomId: group._id,
                userId: workspace.login('ana.dev').userId,
            });
            expect(await hits('bandicoot secret', {}, ana)).toEqual([]);
            expect((await hits('bandicoot secret')).length).toBe(1);
        });

        it('with reactions, pins and replies', async () => {
            const message = await post('the cassowary vote');
            await eventually(async () => (await hits('cassowary')).length === 1);
            expect(await hits('cassowary has:reaction')).toEqual([]);
            await workspace.rest('jean', 'v1/chat.react', { messageId: message._id, emoji: ':+1:' });
            await eventually(async () => (await hits('cassowary has:reaction')).length === 1);
            await workspace.rest('jean', 'v1/chat.sendMessage', {
                message: { rid: message.rid, tmid: message._id, msg: 'aye' },
            });
            await eventually(async () => (await hits('cassowary is:thread')).some(({ id }) => id === message._id));
        });
    });

    it('never finds ciphertext', async () => {
        const { structured } = await jean.call('list_rooms', { limit: 200 });
        const encrypted = structured.rooms.find(({ encrypted: flag }: { encrypted?: boolean }) => flag);
        const { messages } = await workspace.rest('jean', `v1/groups.history?roomId=${encrypted.id}&count=50`);
        const words = messages.flatMap(({ msg }: { msg: string }) => /[A-Za-z0-9]{8,}/.exec(msg ?? '')?.[0] ?? []);
        expect(words.length).toBeGreaterThan(0);
        for (const word of words.slice(0, 5)) {
            expect((await hits(`"${word}"`)).filter(({ room }) => room === encrypted.id)).toEqual([]);
        }
        expect((await jean.call('get_messages', { room: encrypted.id })).structured).toMatchObject({
            messages: [],
            note: expect.stringContaining('end-to-end encrypted'),
        });
    });

    it('leads to a long thread, which then reads in full', async () => {
        const threads = (await hits('in:engineering is:thread', { limit: 50 })).filter(
            ({ thread }) => thread !== undefined,
        );
        const totals = await Promise.all(
            [...new Set(threads.map(({ thread }) => thread))].map(
                async (thread) => (await jean.call('get_thread', { thread, limit: 200 })).structured,
            ),
        );
        const longest = totals.sort((a, b) => b.total - a.total)[0];
        expect(longest.total).toBeGreaterThanOrEqual(30);
        expect(longest.replies.length).toBe(longest.total);
    });

    it('says in chat how much of the history it knows', async () => {
        const [said] = await workspace.command('jean', '/mcp index', await roomId('random'));
        expect(said).toMatch(/^Search index: 100 % of the history, (\d+) of \1 rooms complete/);
    });

    it('does not find what the app itself whispers or stores', async () => {
        await workspace.command('jean', '/mcp help', await roomId('random'));
        expect(await hits('"/mcp token"')).toEqual([]);
    });
});

describe('search over two instances', () => {
    it('finds on one what was said on the other by the next call, and nothing twice, whoever is killed', async () => {
        const workspace = await RunningWorkspace.start(['--instances', '2']);
        try {
            const clients = await Promise.all(
                workspace.mcpUrls.map((url) => connect(url, workspace.headersOf('jean'))),
            );
            const roomId = (await workspace.rest('jean', 'v1/rooms.info?roomName=random')).room._id;
            const said: string[] = [];
            const say = async (instance: number) => {
                const text = `wallaby number ${said.length}`;
                await workspace.rest('jean', 'v1/chat.postMessage', { roomId, text }, instance);
                said.push(text);
            };
            const texts = async (client: TestClient) =>
                (await client.call('search_messages', { query: 'wallaby number', limit: 50 })).structured.hits
                    .map(({ text }: Hit) => text)
                    .sort();
            const settle = async () => {
                const isComplete = async () =>
                    (await Promise.all(clients.map(texts))).every((found) => found.length >= said.length);
                for (let round = 0; round < 100 && !(await isComplete().catch(() => false)); round += 1) {
                    await new Promise((resolve) => setTimeout(resolve, 50));
                }
            };
            for (let round = 0; round < 6; round += 1) {
                await Promise.all([say(0), say(1)]);
            }
            await settle();
            for (const client of clients) {
                expect(await texts(client)).toEqual([...said].sort());
            }
            await workspace.control('kill', { instance: 0 });
            await say(1);
            await settle();
            for (const client of clients) {
                expect(await texts(client)).toEqual([...said].sort());
            }
            await Promise.all(clients.map((client) => client.close()));
        } finally {
            await workspace.stop();
        }
    });
});
