import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { inventChat, type ChatMessage } from './invented-chat';
import { randomId, randomNumbers } from './random';

/** What the benchmark runs on: a seed file, or invented chat; grown to a number of messages. */
export interface CorpusOptions {
    messages: number;
    /** A gzipped seed (docs/workspace.md). */
    file?: string;
}

const BASE = 100_000;
const SILENCE_MS = 30 * 60_000;
/** Each room is cut in so many, where nobody has said anything for a while: large workspaces have many rooms. */
const ROOM_PARTS = 6;
/** How far a copy is moved in time, as a share of all time; what falls out at the end comes in at the beginning. */
const SHIFT = 0.137;
/** Words in no more messages than this are other words in a copy: vocabulary grows with the number of messages. */
const RARE = 3;
const WORD = /[\p{L}\p{N}]+/gu;
const DAY_MS = 86_400_000;
/** A backfill brings the last week of all rooms first, then the last month, and so on. */
const LAYERS_DAYS = [7, 30, 90, 365, Infinity];

export const wordsOf = (text: string): string[] => text.toLowerCase().match(WORD) ?? [];

/** The messages that are copied, in the order of time. */
export async function baseMessages({ file, messages }: CorpusOptions): Promise<ChatMessage[]> {
    const base = file ? await readSeed(file) : inventChat(BASE).messages;
    return base.slice(0, messages);
}

async function readSeed(path: string): Promise<ChatMessage[]> {
    const messages = new Map<string, ChatMessage>();
    for await (const line of createInterface({ input: createReadStream(path).pipe(createGunzip()) })) {
        const { message } = JSON.parse(line) as {
            message?: Record<'id' | 'room' | 'user' | 'text' | 'ts', string> & { thread?: string };
        };
        if (message) {
            const { ts, ...rest } = message;
            messages.set(rest.id, { ...rest, time: Date.parse(ts) });
        }
    }
    return [...messages.values()].sort((a, b) => a.time - b.time);
}

/**
 * Copies of some messages, as many as are wanted, in the order in which a backfill reads them. Copies have ids, times,
 * rooms and rare words of their own, and lie far apart in time.
 */
export function* grow(base: readonly ChatMessage[], count: number): Generator<ChatMessage> {
    const random = randomNumbers(1);
    const rooms = partedRooms(base);
    const rare = rareWords(base);
    const first = base[0]!.time;
    const last = base.at(-1)!.time;
    const span = last - first + 1;
    const places = Array.from({ length: count }, (_, i) => {
        const [index, copy] = [i % base.length, Math.floor(i / base.length)];
        const time = first + Math.floor((base[index]!.time - first + copy * SHIFT * span) % span);
        const layer = LAYERS_DAYS.findIndex((days) => time > last - days * DAY_MS);
        return { index, copy, time, layer, room: `${rooms[index]!}-${String(copy)}` };
    });
    places.sort((a, b) => a.layer - b.layer || (a.room < b.room ? -1 : a.room > b.room ? 1 : b.time - a.time));
    for (const { index, copy, time, room } of places) {
        const { id, user, text } = base[index]!;
        const renamed = text.replace(WORD, (word) => (rare.has(word.toLowerCase()) ? `${word}${nth(copy)}` : word));
        yield copy === 0 ? { id, room, user, text, time } : { id: randomId(random), room, user, text: renamed, time };
    }
}

const nth = (copy: number): string =>
    String.fromCharCode(97 + (copy % 26)) + (copy < 26 ? '' : nth(Math.floor(copy / 26)));

function partedRooms(base: readonly ChatMessage[]): string[] {
    const spoken = new Map<string, { at: number; part: number }>();
    return base.map(({ room, time }) => {
        const last = spoken.get(room) ?? { at: time, part: 0 };
        const part = last.part + (time - last.at > SILENCE_MS ? 1 : 0);
        spoken.set(room, { at: time, part });
        return `${room}-${String(part % ROOM_PARTS)}`;
    });
}

function rareWords(base: readonly ChatMessage[]): Set<string> {
    const counts = new Map<string, number>();
    for (const { text } of base) {
        new Set(wordsOf(text)).forEach((word) => counts.set(word, (counts.get(word) ?? 0) + 1));
    }
    return new Set([...counts].filter(([, count]) => count <= RARE).map(([word]) => word));
}
