import { builds } from './demo/builds';
import { directRooms } from './demo/direct';
import { drawPng } from './demo/png';
import { engineering } from './demo/engineering';
import { history } from './demo/history';
import { operations } from './demo/incidents';
import { SIDEBARS, readMarks } from './demo/marks';
import { peopleRooms } from './demo/people-rooms';
import { PEOPLE } from './demo/people';
import { Random } from './demo/random';
import { ROOMS } from './demo/rooms';
import { specialRooms } from './demo/special-rooms';
import { DEMO } from './demo/table';
import type { SeedLine, SeedMessage } from './format';

export { DEMO } from './demo/table';

const SEED = 20_260;
const MESSAGES = 3000;
const ROOM_AGE_DAYS = 400;

/**
 * A company of sixteen people and ninety days of their talk, as seed lines. The same `now` gives the same lines; all
 * times are relative to it. `DEMO` names the messages and rooms that are always there and what jean has to see.
 */
export function* demoSeed(now: Date): Iterable<SeedLine> {
    const random = new Random(SEED);
    for (const { speaks: _, readsOnly: __, ...person } of PEOPLE) {
        yield { user: { ...person, password: `${person.username}-demo` } };
    }
    const createdAt = new Date(now.getTime() - ROOM_AGE_DAYS * 86_400_000).toISOString();
    for (const room of ROOMS) {
        yield { room: { createdAt, ...room } };
    }
    yield emoji(DEMO.emojis.custom, ['rcli'], (x, y) => (Math.abs(x - 16) < y / 3 ? [245, 69, 92] : [20, 24, 33]));
    yield emoji(DEMO.emojis.second, [], (x, y) => (x + y > 32 ? [44, 117, 196] : [250, 244, 214]));

    const told = [
        ...engineering(now),
        ...operations(now),
        ...peopleRooms(now),
        ...directRooms(now),
        ...specialRooms(now, random),
        ...builds(now, random),
    ];
    const messages = [...told, ...history(now, MESSAGES - told.length, random)].map(
        (message): SeedMessage & { id: string } => ({ ...message, id: message.id ?? random.id() }),
    );
    for (const message of messages.sort((one, other) => one.ts.localeCompare(other.ts))) {
        yield { message };
    }
    yield* readMarks(now, messages);
    yield* SIDEBARS;
}

function emoji(name: string, aliases: string[], colourAt: Parameters<typeof drawPng>[2]): SeedLine {
    return { emoji: { name, aliases, png: drawPng(32, 32, colourAt).toString('base64') } };
}
