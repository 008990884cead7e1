import fs from 'node:fs';
import readline from 'node:readline';
import type { SeedLine } from './format';

/** A seed that cannot be loaded, with the line that is at fault. */
export class SeedError extends Error {
    constructor(line: number, problem: string) {
        super(`seed line ${line}: ${problem}`);
    }
}

export interface NumberedLine {
    number: number;
    seed: SeedLine;
}

type Kind = 'text' | 'texts' | 'object';

/** The fields of each kind of line; `?` marks those that may be missing. Others are let through. */
const FIELDS: Record<string, Record<string, `${Kind}${'?' | ''}`>> = {
    user: { username: 'text', name: 'text', roles: 'texts?', password: 'text?', bio: 'text?', highlights: 'texts?' },
    room: { name: 'text', type: 'text', members: 'texts', topic: 'text?', owner: 'text?', parent: 'text?' },
    message: {
        id: 'text?',
        room: 'text',
        user: 'text',
        text: 'text',
        ts: 'text',
        thread: 'text?',
        edited: 'text?',
        mentions: 'texts?',
        file: 'object?',
        reactions: 'object?',
        attachments: 'object?',
        fields: 'object?',
    },
    read: { user: 'text', room: 'text', ts: 'text', tunread: 'texts?' },
    emoji: { name: 'text', aliases: 'texts?', png: 'text' },
    subscription: { user: 'text', room: 'text' },
};

const IS: Record<Kind, (value: unknown) => boolean> = {
    text: (value) => typeof value === 'string',
    texts: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
    object: (value) => typeof value === 'object' && value !== null,
};

/** Reads a seed file line by line; blank lines are skipped. Throws a `SeedError` for a line that is no seed line. */
export async function* readSeedFile(path: string): AsyncGenerator<NumberedLine> {
    const input = fs.createReadStream(path);
    // Opened before the first line is asked for, so that a missing file is reported as such.
    await new Promise((resolve, reject) => input.once('open', resolve).once('error', reject));
    let number = 0;
    for await (const line of readline.createInterface({ input, crlfDelay: Infinity })) {
        number += 1;
        if (line.trim() !== '') yield { number, seed: parseSeedLine(line, number) };
    }
}

/** One line of a seed file. Throws a `SeedError` that says what is wrong with it. */
export function parseSeedLine(line: string, number: number): SeedLine {
    let parsed: unknown;
    try {
        parsed = JSON.parse(line);
    } catch (error) {
        throw new SeedError(number, `not JSON (${(error as Error).message})`);
    }
    if (!IS.object(parsed) || Array.isArray(parsed)) throw new SeedError(number, 'not an object');
    const keys = Object.keys(parsed as object);
    const [kind] = keys;
    const fields = kind === undefined ? undefined : FIELDS[kind];
    if (keys.length !== 1 || !kind || !fields) {
        throw new SeedError(number, `must have exactly one of these keys: ${Object.keys(FIELDS).join(', ')}`);
    }
    const values = (parsed as Record<string, unknown>)[kind];
    if (!IS.object(values)) throw new SeedError(number, `"${kind}" must be an object`);
    for (const [field, expected] of Object.entries(fields)) {
        const value = (values as Record<string, unknown>)[field];
        const isOptional = expected.endsWith('?');
        if (isOptional && (value === undefined || value === null)) continue;
        const wanted = expected.replace('?', '') as Kind;
        if (!IS[wanted](value)) throw new SeedError(number, `"${kind}.${field}" must be ${NAMES[wanted]}`);
    }
    return parsed as SeedLine;
}

const NAMES: Record<Kind, string> = {
    text: 'a text',
    texts: 'a list of texts',
    object: 'an object',
};
