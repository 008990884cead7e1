import { DEMO, demoSeed } from '../../dev/workspace/seeds/demo';
import type { SeedLine, SeedMessage } from '../../dev/workspace/seeds/format';

/** The demo company as seeded at one fixed moment, sorted by kind of line. */
export const NOW = new Date('2026-03-18T15:30:00.000Z');
export const DAY = 86_400_000;

export const lines: readonly SeedLine[] = [...demoSeed(NOW)];
export const users = lines.flatMap((line) => ('user' in line ? [line.user] : []));
export const rooms = lines.flatMap((line) => ('room' in line ? [line.room] : []));
export const emojis = lines.flatMap((line) => ('emoji' in line ? [line.emoji] : []));
export const reads = lines.flatMap((line) => ('read' in line ? [line.read] : []));
export const messages = lines.flatMap((line) =>
    'message' in line ? [{ ...line.message, id: line.message.id ?? 'without an id' }] : [],
);

export const DEMO_IDS: ReadonlySet<string> = new Set(Object.values(DEMO.messages));

const roomNamed = new Map(rooms.map((room) => [room.name, room]));
const messageWith = new Map(messages.map((message) => [message.id, message]));

export function theRoom(name: string) {
    return defined(roomNamed.get(name), name);
}

export function theMessage(id: string) {
    return defined(messageWith.get(id), id);
}

function defined<T>(value: T | undefined, name: string): T {
    if (value === undefined) {
        throw new Error(`The demo company has no ${name}`);
    }
    return value;
}

/** Milliseconds between a time of the seed and the moment of seeding. */
export function age(ts: string): number {
    return NOW.getTime() - Date.parse(ts);
}

/** Whom a message mentions: as told, or the @names of its text (an address or a path is no mention). */
export function mentionsOf(one: SeedMessage): string[] {
    return one.mentions ?? [...one.text.matchAll(/(?<![\w.`/])@([\w.-]*\w)/g)].map((match) => match[1] ?? '');
}

export function inRoom(name: string) {
    return messages.filter((one) => one.room === name);
}

export function repliesTo(root: string) {
    return messages.filter(({ thread }) => thread === root);
}
