import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** One line of a conversation. */
export interface Turn {
    actor: string;
    /** `room` starts or continues the room's talk; `thread` replies to the last such line; `both` is also shown in the room. */
    place: 'room' | 'thread' | 'both';
    text: string;
}

/** A conversation with the names and numbers left open. */
export interface Script {
    /** Rooms it may take place in. */
    rooms: string[];
    language: string;
    /** Actors that must be a certain person. */
    cast: ReadonlyMap<string, string>;
    turns: Turn[];
}

const PLACES: Readonly<Record<string, Turn['place']>> = { ':': 'room', '>': 'thread', '>>': 'both' };

/**
 * Reads a script file. Its lines are
 *
 *     == releases engineering / pt a=ana.dev     a new conversation: rooms, language (default en), fixed actors
 *     a: text                                    actor a says it in the room
 *     b> text                                    actor b replies in the thread of the last line said in the room
 *     b>> text                                   … and also shows the reply in the room
 *     | text                                     continues the line before, after a line break
 *
 * `{service}` is a slot, `{a}` the username of an actor, `{yes|sure}` a free choice.
 * Empty lines are skipped. Throws on anything else, with the line number.
 */
export function parseScripts(source: string): Script[] {
    const scripts: Script[] = [];
    source.split('\n').forEach((line, index) => {
        const script = scripts.at(-1);
        const turn = /^([a-z])(:|>>?) (.+)$/.exec(line);
        if (line.startsWith('== ')) {
            scripts.push(parseHeader(line.slice(3)));
        } else if (turn && script) {
            script.turns.push({ actor: turn[1]!, place: PLACES[turn[2]!]!, text: turn[3]! });
        } else if (/^\|( |$)/.test(line) && script?.turns.length) {
            script.turns.at(-1)!.text += `\n${line.slice(2)}`;
        } else if (line !== '') {
            throw new Error(`Line ${index + 1} is no part of a script: ${line}`);
        }
    });
    return scripts;
}

function parseHeader(header: string): Script {
    const [rooms = '', options = ''] = header.split(' / ');
    const words = options.split(' ').filter((word) => word !== '');
    return {
        rooms: rooms.split(' '),
        language: words.find((word) => !word.includes('=')) ?? 'en',
        cast: new Map(words.filter((word) => word.includes('=')).map((word) => word.split('=') as [string, string])),
        turns: [],
    };
}

/** Every conversation of the demo company, in the order of the file names. */
export function loadScripts(): Script[] {
    const folder = join(__dirname, 'scripts');
    return readdirSync(folder)
        .filter((name) => name.endsWith('.txt'))
        .sort()
        .flatMap((name) => parseScripts(readFileSync(join(folder, name), 'utf8')));
}
