import { Buffer } from 'buffer';
import { createHash } from 'crypto';
import { AppError } from '../errors';

/**
 * Cursors: opaque to their reader, self-contained (no state is kept), and bound to the person and the question, so one
 * that is used elsewhere is refused instead of giving a wrong page. Access is checked anew on each page, so a cursor
 * grants nothing.
 */

/** `question`: everything that must be the same on the next page. `place`: where that page starts. */
export function writeCursor(question: unknown[], place: unknown): string {
    return encode(JSON.stringify([bind(question), place]));
}

/** The place in a cursor written for the same question. Rejects with `invalid_cursor`. */
export function readCursor<Place>(question: unknown[], cursor: string): Place {
    const parsed = parse(cursor);
    if (!Array.isArray(parsed) || parsed[0] !== bind(question)) {
        throw new AppError('invalid_cursor', 'This cursor does not belong to this call.', {
            field: 'cursor',
            hint: 'Pass nextCursor of the previous page unchanged, with the same other arguments; or leave it out to start over.',
        });
    }
    return parsed[1] as Place;
}

const bind = (question: unknown[]) =>
    createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 10);

const encode = (text: string) => Buffer.from(text).toString('base64url');

function parse(cursor: string): unknown {
    try {
        return JSON.parse(Buffer.from(cursor, 'base64url').toString());
    } catch {
        return undefined;
    }
}
