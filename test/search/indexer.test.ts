import type { Message, Room } from '../../src/host/workspace';
import type { Catalog } from '../../src/search/catalog';
import { loadDirectory } from '../../src/search/directory';
import { MessageIndex } from '../../src/search/index/message-index';
import { runIndexer } from '../../src/search/indexer';
import { segmentCodec } from '../../src/search/index/segment-codec';
import { aMessage } from '../fakes/messages';
import { inMemoryRecords } from '../fakes/records';
import { aRoom, fakeWorkspace } from '../fakes/workspace';

const START = Date.parse('2026-03-01T00:00:00Z');
const MINUTE = 60_000;
const LIMITS = { readsPerSecond: 1000, maxAgeDays: 0 };

/** A workspace whose history a test can change, an index over it, and a clock. */
function fixture(perRoom: Record<string, number>) {
    const rooms: Room[] = Object.keys(perRoom).map((id) => aRoom(id));
    const messages: Message[] = Object.entries(perRoom).flatMap(([roomId, count]) =>
        Array.from({ length: count }, (_, index) =>
            aMessage({
                id: `${roomId}-${index}`,
                roomId,
                text: `word${index}`,
                createdAt: new Date(START + index * MINUTE),
            }),
        ),
    );
    const clock = { time: START + 1_000_000 * MINUTE, now: () => clock.time };
    const records = inMemoryRecords();
    const touch = () =>
        rooms.forEach((room) => {
            const own = messages.filter(({ roomId }) => roomId === room.id);
            room.messageCount = own.length;
            room.lastMessageAt = new Date(Math.max(0, ...own.map(({ createdAt }) => createdAt.getTime())));
        });
    touch();
    const catalog: Catalog = fakeWorkspace({ rooms, messages });
    let index = new MessageIndex(segmentCodec, clock);
    return {
        rooms,
        messages,
        clock,
        records,
        touch,
        catalog,
        async run(from: Catalog = catalog) {
            clock.time += MINUTE;
            return runIndexer(index, await loadDirectory(records), from, records, clock, LIMITS);
        },
        /** Another process over the same store. */
        restart() {
            index = new MessageIndex(segmentCodec, clock);
        },
        async found() {
            await index.refresh(records, 1_000);
            const held = index
                .sources()
                .flatMap(({ segment, isDead }) =>
                    Array.from({ length: segment.count }, (_, doc) => (isDead(doc) ? [] : [segment.idAt(doc)])).flat(),
                );
            return [...new Set(held)].sort();
        },
        expected: () => messages.map(({ id }) => id).sort(),
    };
}

describe('the index job', () => {
    it('indexes everything there is, and says so', async () => {
        const world = fixture({ busy: 350, quiet: 3, empty: 0 });
        expect(await world.run()).toMatchObject({ rooms: 3, roomsDone: 3, percent: 100 });
        expect(await world.found()).toEqual(world.expected());
    });

    it('loses nothing and doubles nothing when it is killed at any read and goes on in another process', async () => {
        for (let fatal = 1; fatal <= 12; fatal += 1) {
            const world = fixture({ busy: 350, other: 120 });
            let reads = 0;
            const dying: Catalog = {
                ...world.catalog,
                messagesIn(roomId, page) {
                    reads += 1;
                    return reads === fatal
                        ? Promise.reject(new Error('killed'))
                        : world.catalog.messagesIn(roomId, page);
                },
            };
            await world.run(dying).catch(() => undefined);
            world.restart();
            await world.run();
            expect(await world.found()).toEqual(world.expected());
        }
    });

    it('begins with the recent past of all rooms', async () => {
        const world = fixture({ one: 900, two: 900 });
        let budget = 6;
        const short: Catalog = {
            ...world.catalog,
            messagesIn(roomId, page) {
                budget -= 1;
                return budget < 0 ? Promise.reject(new Error('killed')) : world.catalog.messagesIn(roomId, page);
            },
        };
        world.clock.time = START + 8 * 24 * 60 * MINUTE;
        world.messages.forEach((message, index) => {
            // The first hundred of each room lie within the last week, the rest long before.
            const isRecent = index % 900 < 90;
            message.createdAt = new Date(
                isRecent ? world.clock.time - (index % 900) * MINUTE - MINUTE : START - index * MINUTE,
            );
        });
        world.touch();
        await world.run(short).catch(() => undefined);
        await world
            .run({ ...world.catalog, messagesIn: () => Promise.reject(new Error('not now')) })
            .catch(() => undefined);
        const found = await world.found();
        expect(found.some((id) => id.startsWith('one-')) || found.some((id) => id.startsWith('two-'))).toBe(true);
        await world.run();
        expect(await world.found()).toEqual(world.expected());
    });

    it('finds what was written while no event could tell', async () => {
        const world = fixture({ room: 150 });
        await world.run();
        for (let index = 0; index < 130; index += 1) {
            world.messages.push(
                aMessage({
                    id: `late-${index}`,
                    roomId: 'room',
                    createdAt: new Date(world.clock.time - 30_000 + index),
                }),
            );
        }
        world.touch();
        await world.run();
        expect(await world.found()).toEqual(world.expected());
    });

    it('forgets what was pruned, and rooms that are gone', async () => {
        const world = fixture({ kept: 250, gone: 20 });
        await world.run();
        world.messages.splice(0, 100);
        world.rooms.splice(
            world.rooms.findIndex(({ id }) => id === 'gone'),
            1,
        );
        world.messages.splice(world.messages.findIndex(({ roomId }) => roomId === 'gone'));
        world.touch();
        await world.run();
        expect(await world.found()).toEqual(world.expected());
    });

    it('never touches encrypted rooms, and drops a room that becomes one', async () => {
        const world = fixture({ open: 5, secret: 5 });
        world.rooms[1]!.isEncrypted = true;
        expect(await world.run()).toMatchObject({ rooms: 1, encrypted: ['secret'], percent: 100 });
        expect((await world.found()).every((id) => id.startsWith('open-'))).toBe(true);
        world.rooms[0]!.isEncrypted = true;
        await world.run();
        expect(await world.found()).toEqual([]);
    });

    it('reads again what a damaged part held', async () => {
        const world = fixture({ room: 300 });
        await world.run();
        const damaged = world.records.all.filter(({ data }) => 'image' in data || 'pieces' in data);
        expect(damaged.length).toBeGreaterThan(0);
        damaged.forEach(({ data }) => {
            const row = data as { image?: string; pieces?: string[] };
            row.image &&= `${row.image.slice(0, -9)}xxxxxxxxx`;
            row.pieces &&= row.pieces.map((piece) => piece.slice(1));
        });
        world.restart();
        expect(await world.found()).not.toEqual(world.expected());
        await world.run();
        await world.run();
        expect(await world.found()).toEqual(world.expected());
    });
});
