import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { IndexEntry } from '../../src/search/types';

const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz';
const MINUTE = 60_000;
/** Rooms are cut in so many, along threads, to have as many as a large workspace has. */
const ROOM_PARTS = 6;
/** How far a copy is moved in time, as a share of all time; what falls out at the end comes in at the beginning. */
const SHIFT = 0.137;
/** Words in no more messages than this are other words in a copy: vocabulary grows with the number of messages. */
const RARE = 3;

interface Message {
    room: string;
    user: string;
    time: number;
    words: string[];
}

/** Random numbers from 0 to 1 that are the same in every run. */
export function randomNumbers(seed: number): () => number {
    let state = seed;
    return () => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return state / 2 ** 32;
    };
}

/** Lower case, split where there is neither a letter nor a digit: what is measured is the engine, not the analysis. */
export function wordsOf(text: string): string[] {
    return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Reads the messages of a gzipped seed: a line of JSON each. */
export async function readSeed(path: string): Promise<Message[]> {
    const messages: Message[] = [];
    const lines = createInterface({ input: createReadStream(path).pipe(createGunzip()) });
    for await (const line of lines) {
        const { message } = JSON.parse(line) as {
            message?: Record<'room' | 'user' | 'text' | 'ts' | 'thread', string>;
        };
        if (message) {
            const part = (message.thread ?? message.ts).charCodeAt(3) % ROOM_PARTS;
            messages.push({
                room: `${message.room}-${String(part)}`,
                user: message.user,
                time: Date.parse(message.ts),
                words: wordsOf(message.text),
            });
        }
    }
    return messages;
}

/** Messages of made-up words whose frequencies fall as those of a language do. */
export function inventMessages(count: number): Message[] {
    const random = randomNumbers(7);
    const word = () => `w${Math.floor(Math.exp(random() * 12)).toString(36)}`;
    return Array.from({ length: count }, (_, i) => ({
        room: `room${String(Math.floor(i / 20) % 200)}`,
        user: `user${String(Math.floor(random() ** 2 * 1000))}`,
        time: Date.UTC(2023, 0, 1) + i * 10 * MINUTE,
        words: Array.from({ length: Math.ceil(random() ** 2 * 80) }, word),
    }));
}

/**
 * `count` index entries made of copies of some messages, in the order of time. Copies have ids, rooms, times and
 * rare words of their own.
 */
export function* copies(messages: readonly Message[], count: number): Generator<IndexEntry> {
    const random = randomNumbers(1);
    const spread = new Map<string, number>();
    for (const { words } of messages) {
        new Set(words).forEach((word) => spread.set(word, (spread.get(word) ?? 0) + 1));
    }
    for (const { index, copy, time } of placesInTime(messages, count)) {
        const { room, user, words } = messages[index]!;
        const terms = new Map<string, number>();
        for (const word of words) {
            const term = copy && spread.get(word)! <= RARE ? word + ALPHABET.charAt(8 + copy) : word;
            terms.set(term, (terms.get(term) ?? 0) + 1);
        }
        yield {
            id: Array.from({ length: 17 }, () => ALPHABET.charAt(random() * ALPHABET.length)).join(''),
            roomId: `${room}-${String(copy)}`,
            authorId: `${user}xxxxxxxxx`,
            time: time + Math.floor(random() * 1000),
            version: 0,
            flags: random() < 0.1 ? 1 : 0,
            terms,
            length: words.length,
        };
    }
}

/** Which message comes when, in the order of time. The copies of a message lie far apart. */
function placesInTime(
    messages: readonly Message[],
    count: number,
): Array<{ index: number; copy: number; time: number }> {
    const times = messages.map(({ time }) => time);
    const first = times.reduce((a, b) => Math.min(a, b));
    const span = times.reduce((a, b) => Math.max(a, b)) - first + 1;
    const places = Array.from({ length: count }, (_, i) => {
        const [index, copy] = [i % messages.length, Math.floor(i / messages.length)];
        return { index, copy, time: first + Math.floor((times[index]! - first + copy * SHIFT * span) % span) };
    });
    return places.sort((a, b) => a.time - b.time);
}
