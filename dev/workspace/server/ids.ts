import { createHash, randomBytes } from 'node:crypto';

/** Characters that are hard to confuse, as in the ids Rocket.Chat makes. */
const UNMISTAKABLE = '23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz';

/** A document id: 17 characters. */
export function randomId(length = 17): string {
    let id = '';
    for (const byte of randomBytes(length)) id += UNMISTAKABLE[byte % UNMISTAKABLE.length];
    return id;
}

/** A login token: 43 characters. */
export const randomToken = (): string => randomBytes(32).toString('base64url');

/** How login tokens are kept: base64 of their SHA-256. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64');

/** What clients send instead of a password, and what is kept (salted) of it. */
export const digestPassword = (password: string): string => createHash('sha256').update(password).digest('hex');

/** An id of the length MongoDB gives (24 hexadecimal characters). */
export const objectId = (): string => randomBytes(12).toString('hex');
