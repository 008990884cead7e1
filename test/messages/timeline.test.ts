import fc from 'fast-check';
import type { Message, MessagePage } from '../../src/host/workspace';
import { after, before, type Boundary } from '../../src/messages/timeline';
import { aMessage } from '../fakes/messages';

/** The plain truth: everything sorted by time, then id. */
const oracle = (messages: Message[]) =>
    [...messages].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1));

const place = (message: Message): Boundary => ({ time: message.createdAt.getTime(), id: message.id });

/** A host's room: pages by time, newest first; equal times in the order of insertion. */
const hostOf =
    (messages: Message[]) =>
    async ({ limit, skip }: MessagePage) =>
        [...messages].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime()).slice(skip, skip + limit);

const topLevel = (message: Message) => message.threadId === undefined;

const rooms = fc
    .array(fc.record({ at: fc.integer({ min: 0, max: 60 }), reply: fc.boolean() }), { maxLength: 400 })
    .map((drafts) =>
        drafts.map(({ at, reply }, index) =>
            aMessage({
                // Ids in an order of their own, so that ties are not already sorted.
                id: `m${(index * 7919) % 10007}`,
                createdAt: new Date(1_700_000_000_000 + at),
                threadId: reply ? 'root' : undefined,
            }),
        ),
    );

describe('reading a timeline', () => {
    it('gives the messages just before any message, at any depth, equal times and replies included', async () => {
        await fc.assert(
            fc.asyncProperty(rooms, fc.nat(), fc.integer({ min: 1, max: 50 }), async (messages, pick, count) => {
                const sorted = oracle(messages);
                const target = sorted[pick % Math.max(sorted.length, 1)];
                const wanted = (target ? sorted.slice(0, sorted.indexOf(target)) : sorted).filter(topLevel);
                const page = await before(hostOf(messages), target && place(target), count, topLevel);
                expect(page.messages.map(({ id }) => id)).toEqual(
                    wanted
                        .slice(-count)
                        .reverse()
                        .map(({ id }) => id),
                );
                expect(page.hasMore).toBe(wanted.length > count);
            }),
        );
    });

    it('gives the nearest messages after any message, not the newest ones', async () => {
        await fc.assert(
            fc.asyncProperty(rooms, fc.nat(), fc.integer({ min: 1, max: 50 }), async (messages, pick, count) => {
                const sorted = oracle(messages);
                const target = sorted[pick % Math.max(sorted.length, 1)];
                fc.pre(target !== undefined);
                const wanted = sorted.slice(sorted.indexOf(target) + 1).filter(topLevel);
                const page = await after(hostOf(messages), place(target), count, topLevel);
                expect(page.messages.map(({ id }) => id)).toEqual(
                    wanted
                        .slice(0, count)
                        .reverse()
                        .map(({ id }) => id),
                );
                expect(page.hasMore).toBe(wanted.length > count);
            }),
        );
    });

    it('walks a whole room page by page without a gap or a repeat while people write and delete', async () => {
        await fc.assert(
            fc.asyncProperty(rooms, fc.infiniteStream(fc.nat()), async (start, dice) => {
                let messages = start;
                const removed = new Set<string>();
                const host = async (page: MessagePage) => {
                    const found = await hostOf(messages)(page);
                    const roll = dice.next().value % 4;
                    if (roll === 0) {
                        const late = new Date(1_700_000_001_000 + messages.length);
                        messages = [...messages, aMessage({ id: `new${messages.length}`, createdAt: late })];
                    } else if (roll === 1 && messages.length > 0) {
                        const [victim] = messages.slice(dice.next().value % messages.length);
                        removed.add(victim!.id);
                        messages = messages.filter((message) => message !== victim);
                    }
                    return found;
                };
                const seen: string[] = [];
                let boundary: Boundary | undefined;
                for (let hasMore = true; hasMore;) {
                    const page = await before(host, boundary, 30, topLevel);
                    seen.push(...page.messages.map(({ id }) => id));
                    hasMore = page.hasMore && page.messages.length > 0;
                    boundary = page.messages.length > 0 ? place(page.messages.at(-1)!) : undefined;
                }
                expect(new Set(seen).size).toBe(seen.length);
                const missed = start.filter(
                    (message) => topLevel(message) && !removed.has(message.id) && !seen.includes(message.id),
                );
                expect(missed).toEqual([]);
            }),
        );
    });

    it('finds a place deep in a long room with few reads', async () => {
        const messages = Array.from({ length: 20_000 }, (_, index) =>
            aMessage({ id: `m${index}`, createdAt: new Date(1_700_000_000_000 + index * 1000) }),
        );
        let reads = 0;
        const host = (page: MessagePage) => {
            reads += 1;
            return Promise.resolve(
                messages
                    .slice()
                    .reverse()
                    .slice(page.skip, page.skip + page.limit),
            );
        };
        const page = await before(host, place(messages[5000]!), 10, topLevel);
        expect(page.messages[0]!.id).toBe('m4999');
        expect(reads).toBeLessThan(30);
    });
});
