import type { SeedMessage } from '../format';
import { PEOPLE, type Person } from './people';
import type { Random } from './random';
import { ROOMS } from './rooms';
import type { Script, Turn } from './script';
import { slotFiller } from './slots';

const REACTIONS = [':+1:', ':tada:', ':eyes:', ':joy:', ':pray:', ':heart:', ':rocketcli:', ':shipit:'];
const FILE = /<<(.+?) (\S+\/\S+) (\d+)>> ?/;
const SLOT = /\{([a-z][\w.]*|[^{}\n]*\|[^{}\n]*)\}/g;

/**
 * Plays one script in one room: chooses who speaks, fills the slots, and lets time pass between the lines.
 * Throws when the room has too few people who speak the script's language.
 */
export function stage(script: Script, room: string, start: Date, random: Random): SeedMessage[] {
    const actors = castActors(script, room, random);
    const slot = slotFiller(random, start);
    const fill = (text: string): string =>
        text.replace(SLOT, (_, name: string) => {
            if (name.includes('|')) {
                return random.pick(name.split('|'));
            }
            return actors.get(name) ?? slot(name);
        });

    let time = start.getTime();
    let root: string | undefined;
    return script.turns.map((turn): SeedMessage => {
        time += pause(turn, random);
        const id = random.id();
        const user = actors.get(turn.actor) as string;
        const { text, file } = takeFile(fill(turn.text));
        const message: SeedMessage = { id, room, user, text, ts: new Date(time).toISOString() };
        if (file) {
            message.file = file;
        }
        if (turn.place !== 'room') {
            message.thread = root;
            if (turn.place === 'both') {
                message.tshow = true;
            }
        } else {
            root = id;
        }
        return { ...message, ...afterthoughts(message, random) };
    });
}

function castActors(script: Script, room: string, random: Random): Map<string, string> {
    const members = ROOMS.find((candidate) => candidate.name === room)?.members ?? [];
    const fixed = new Set(script.cast.values());
    const canPlay = ({ username, speaks, readsOnly = [] }: Person): boolean =>
        members.includes(username) &&
        !fixed.has(username) &&
        !readsOnly.includes(room) &&
        speaks.some((language) => language === script.language);
    const free = random.shuffle(PEOPLE.filter(canPlay).map(({ username }) => username));
    const letters = [...new Set(script.turns.map((turn) => turn.actor))];
    return new Map(
        letters.map((letter) => {
            const username = script.cast.get(letter) ?? free.pop();
            if (username === undefined) {
                throw new Error(`#${room} has nobody left to play "${letter}" in ${script.language}`);
            }
            return [letter, username];
        }),
    );
}

/** Talk in a room is quick; replies in threads come when people find the time. */
function pause(turn: Turn, random: Random): number {
    const longest = turn.place === 'room' ? 6 : 25;
    return Math.round((0.3 + random.next() * random.next() * longest) * 60_000);
}

function takeFile(text: string): { text: string; file?: SeedMessage['file'] } {
    const [found, name, type, size] = FILE.exec(text) ?? [];
    return found && name && type
        ? { text: text.replace(found, ''), file: { name: name.replaceAll(' ', '-'), type, size: Number(size) } }
        : { text };
}

/** A few messages get reactions, fewer are edited within a minute. */
function afterthoughts(message: SeedMessage, random: Random): Partial<SeedMessage> {
    const readers = ROOMS.find((room) => room.name === message.room)?.members ?? [];
    const others = readers.filter((username) => username !== message.user && username !== 'deployer');
    const more: Partial<SeedMessage> = {};
    if (random.chance(0.07)) {
        more.reactions = { [random.pick(REACTIONS)]: random.shuffle(others).slice(0, random.integer(1, 3)) };
    }
    if (random.chance(0.015)) {
        more.edited = new Date(Date.parse(message.ts) + random.integer(15, 58) * 1000).toISOString();
    }
    return more;
}
