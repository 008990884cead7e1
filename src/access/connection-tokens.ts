import { createHash, randomBytes, timingSafeEqual } from 'crypto';
import type { Clock } from '../host/clock';
import type { Records } from '../host/records';

/**
 * Connection tokens: what an agent presents instead of its person's login. `rcm_` + 16 characters that name the token
 * + 43 that prove it. Only the SHA-256 of the proof is stored; the token itself is shown once and never again.
 */

export type TokenScope = 'read' | 'write';

/** A token as its owner may know it. */
export interface ConnectionToken {
    id: string;
    ownerId: string;
    name: string;
    scope: TokenScope;
    /** Milliseconds since 1970. */
    createdAt: number;
    expiresAt: number;
}

interface TokenRecord extends ConnectionToken {
    kind: 'minted';
    /** Hexadecimal SHA-256 of the proof. */
    hash: string;
}

interface RevocationRecord {
    kind: 'revoked';
    id: string;
    at: number;
}

type TokenHistory = TokenRecord | RevocationRecord;

const PREFIX = 'rcm_';
const TOKEN = /^rcm_([A-Za-z0-9_-]{16})([A-Za-z0-9_-]{43})$/;

const tokenKey = (id: string) => `token/${id}`;
const ownerKey = (ownerId: string) => `tokens-of/${ownerId}`;

export interface ConnectionTokens {
    /** Makes a token that lives `lifetimeMs`. The secret in the answer exists nowhere else. */
    mint(
        ownerId: string,
        name: string,
        scope: TokenScope,
        lifetimeMs: number,
    ): Promise<{ token: ConnectionToken; secret: string }>;
    /** The live token a secret stands for; `undefined` for anything forged, expired or revoked. */
    verify(secret: string): Promise<ConnectionToken | undefined>;
    /** Live tokens of a person, newest first. */
    listOf(ownerId: string): Promise<ConnectionToken[]>;
    /** From the next call on, on every instance, the token is dead. Only its owner's tokens are in reach. */
    revoke(token: ConnectionToken): Promise<void>;
}

export function connectionTokens(records: Records, clock: Clock): ConnectionTokens {
    return {
        async mint(ownerId, name, scope, lifetimeMs) {
            const id = randomBytes(12).toString('base64url');
            const proof = randomBytes(32).toString('base64url');
            const createdAt = clock.now();
            const token = { id, ownerId, name, scope, createdAt, expiresAt: createdAt + lifetimeMs };
            const record: TokenRecord = { kind: 'minted', ...token, hash: fingerprint(proof) };
            await records.append([tokenKey(id), ownerKey(ownerId)], record);
            return { token, secret: `${PREFIX}${id}${proof}` };
        },

        async verify(secret) {
            const [, id, proof] = TOKEN.exec(secret) ?? [];
            if (!id || !proof) {
                return undefined;
            }
            const history = await records.read<TokenHistory>(tokenKey(id));
            const minted = history.find((record): record is TokenRecord => record.kind === 'minted');
            const isProven = minted !== undefined && isSame(fingerprint(proof), minted.hash);
            return isProven ? live(history, clock.now())[0] : undefined;
        },

        async listOf(ownerId) {
            const tokens = live(await records.read<TokenHistory>(ownerKey(ownerId)), clock.now());
            return tokens.sort((a, b) => b.createdAt - a.createdAt);
        },

        async revoke({ id, ownerId }) {
            const record: RevocationRecord = { kind: 'revoked', id, at: clock.now() };
            await records.append([tokenKey(id), ownerKey(ownerId)], record);
        },
    };
}

/** What is left of a history: minted, not revoked, not expired. */
function live(history: TokenHistory[], now: number): ConnectionToken[] {
    const revoked = new Set(history.filter(({ kind }) => kind === 'revoked').map(({ id }) => id));
    return history
        .filter((record): record is TokenRecord => record.kind === 'minted')
        .filter(({ id, expiresAt }) => !revoked.has(id) && expiresAt > now)
        .map(({ id, ownerId, name, scope, createdAt, expiresAt }) => ({
            id,
            ownerId,
            name,
            scope,
            createdAt,
            expiresAt,
        }));
}

const fingerprint = (text: string) => createHash('sha256').update(text).digest('hex');

/** Compares in constant time; hashing once more makes the lengths equal whatever comes in. */
const isSame = (a: string, b: string) =>
    timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
