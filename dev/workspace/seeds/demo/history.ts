import type { SeedMessage } from '../format';
import type { Random } from './random';
import { type Script, loadScripts } from './script';
import { stage } from './stage';
import { DEMO } from './table';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const HISTORY_DAYS = 90;

/** Full hours at which conversations begin, local time; an hour that stands here twice is twice as busy. */
const BUSY_HOURS = [8, 9, 9, 10, 10, 10, 11, 11, 11, 12, 14, 14, 14, 15, 15, 16, 16, 16, 17, 17, 18, 20];
const HOURS_AHEAD_OF_UTC: Readonly<Record<string, number>> = { ja: 9, zh: 8 };
const SAO_PAULO = -3;

/** Rooms whose last day is told line by line elsewhere: generated talk stays out of it. */
const TOLD_ROOMS: ReadonlySet<string> = new Set([
    DEMO.rooms.engineering,
    DEMO.rooms.incidents,
    DEMO.rooms.random,
    DEMO.rooms.leadership,
    DEMO.rooms.secretOps,
    DEMO.rooms.directAna,
    DEMO.rooms.directDiego,
    DEMO.rooms.trio,
    DEMO.rooms.directOfOthers,
]);

/** A conversation with fewer open places than this would be recognised when told again. */
const SLOTS_TO_REPEAT = 3;
const REPEAT_AFTER_DAYS = 7;
const ATTEMPTS_TO_KEEP_APART = 50;

/** What generated talk of the last day may not contain, so that the counts of `DEMO.expected` stay true. */
const CALLS_FOR_JEAN = /@(jean|platform|all|here)\b|\bmcp\b/i;

/**
 * Ninety days of conversations, at least `count` messages of them: dense on workdays, rare at weekends and at night.
 * Every script is played once before any is played again, and some are played only once.
 */
export function history(now: Date, count: number, random: Random): SeedMessage[] {
    const scripts = loadScripts();
    const messages: SeedMessage[] = [];
    const told = new Map<Script, number[]>();
    let waiting: Script[] = [];
    while (messages.length < count) {
        if (waiting.length === 0) {
            waiting = random.shuffle(messages.length === 0 ? scripts : scripts.filter(isRepeatable));
        }
        const script = waiting.pop() as Script;
        const before = told.get(script) ?? [];
        const talk = play(script, before, now, random);
        told.set(script, [...before, Date.parse(talk[0]?.ts ?? '')]);
        messages.push(...talk);
    }
    return messages;
}

function isRepeatable(script: Script): boolean {
    const slots = script.turns.flatMap(({ text }) => text.match(/\{[a-z]\w+[.\w]*\}/g) ?? []);
    return new Set(slots).size >= SLOTS_TO_REPEAT;
}

/** Plays a script at a time that suits its room and, if there is one, lies well apart from when it was told before. */
function play(script: Script, toldAt: readonly number[], now: Date, random: Random): SeedMessage[] {
    const room = random.pick(script.rooms);
    for (let attempt = 1; ; attempt++) {
        const start = beginning(script, now, random);
        const tooSoon = toldAt.some((time) => Math.abs(time - start.getTime()) < REPEAT_AFTER_DAYS * DAY);
        if (tooSoon && attempt < ATTEMPTS_TO_KEEP_APART) {
            continue;
        }
        const talk = stage(script, room, start, random);
        if (fits(talk, room, now)) {
            return talk;
        }
    }
}

function beginning(script: Script, now: Date, random: Random): Date {
    const midnight = now.getTime() - (now.getTime() % DAY);
    for (;;) {
        const day = midnight - random.integer(0, HISTORY_DAYS) * DAY;
        const weekend = [0, 6].includes(new Date(day).getUTCDay());
        if (weekend && !random.chance(0.1)) {
            continue;
        }
        const hour = random.chance(0.04) ? random.integer(0, 23) : random.pick(BUSY_HOURS);
        const zone = HOURS_AHEAD_OF_UTC[script.language] ?? SAO_PAULO;
        return new Date(day + (hour - zone) * HOUR + random.integer(0, HOUR));
    }
}

function fits(talk: SeedMessage[], room: string, now: Date): boolean {
    const first = Date.parse(talk[0]?.ts ?? '');
    const last = Date.parse(talk.at(-1)?.ts ?? '');
    const oldest = now.getTime() - HISTORY_DAYS * DAY;
    if (first < oldest || last > now.getTime() - quietTime(room)) {
        return false;
    }
    const recent = last > now.getTime() - 26 * HOUR;
    return !recent || talk.every(({ user, text }) => user !== DEMO.jean && !CALLS_FOR_JEAN.test(text));
}

/** How long before the seeding a room fell silent, as far as generated talk goes. */
function quietTime(room: string): number {
    if (room === DEMO.rooms.archived) {
        return 45 * DAY;
    }
    return TOLD_ROOMS.has(room) ? 25 * HOUR : HOUR / 3;
}
