import { createHash } from 'crypto';
import type { Records } from '../../host/records';

/**
 * What the index keeps in the store.
 *
 *   tail      one `add` or `forget`: its entries and graves, in one record
 *   segment   the outcome of a merge: parts and a description first, the header last; the header names what it replaces
 *   intent    says that parts are about to be written, so that they are found again if their writer dies
 *
 * Nothing here is ever changed. Tails and headers share one key, so one read tells a process all that is new.
 */

const ROOT = 'index/1';

export const LIVE = `${ROOT}/live`;
export const INTENTS = `${ROOT}/intents`;

export const tailKey = (id: string) => `${ROOT}/tail/${id}`;
/** Tails of one process are removed together. */
export const batchKey = (batch: string) => `${ROOT}/batch/${batch}`;
export const headerKey = (id: string) => `${ROOT}/header/${id}`;
export const intentKey = (id: string) => `${ROOT}/intent/${id}`;
export const partKey = (id: string, number: number) => `${ROOT}/part/${id}/${number}`;
export const aboutKey = (id: string) => `${ROOT}/about/${id}`;

/** All entries with this id whose version is at most this one are dead. */
export type Grave = [id: string, version: number, at: number];

/** A room, and the time from which to which there are messages of it. */
export type RoomSpan = [roomId: string, from: number, to: number];

interface Stored {
    id: string;
    /** When it was written. */
    at: number;
    /** How many entries, and from when to when they were sent (0 and 0 for none). */
    count: number;
    from: number;
    to: number;
}

export interface TailRecord extends Stored {
    kind: 'tail';
    /** The packed segment; absent for graves alone. */
    image?: string;
    graves?: Grave[];
    /** Absent for many rooms. */
    rooms?: RoomSpan[];
}

export interface HeaderRecord extends Stored {
    kind: 'segment';
    bytes: number;
    parts: number;
    /** Tails and segments whose entries and graves are all in here, or are no longer needed. */
    replaces: string[];
}

export interface IntentRecord {
    id: string;
    /** When it was written, before the first part. */
    at: number;
    parts: number;
}

export interface PartRecord {
    /** Packed pieces of the segment, in order: small enough to pack and unpack each in one turn of the event loop. */
    pieces: string[];
    sum: string;
}

export interface About {
    rooms: RoomSpan[];
    graves: Grave[];
}

export interface AboutRecord {
    /** `About` as JSON. */
    text: string;
    sum: string;
}

export function checksum(...texts: string[]): string {
    const hash = createHash('sha256');
    texts.forEach((text) => hash.update(text));
    return hash.digest('hex').slice(0, 16);
}

export interface Listing {
    tails: Map<string, TailRecord>;
    headers: Map<string, HeaderRecord>;
}

/**
 * Everything that is live, in one read. A record is removed only after one that replaces it was added, and the host
 * scans a key in the order of insertion: what this misses because it was just removed, it sees further on, replaced.
 */
export async function readListing(records: Records): Promise<Listing> {
    const rows = await records.read<TailRecord | HeaderRecord>(LIVE);
    const tails = rows.filter((row): row is TailRecord => row.kind === 'tail');
    const headers = rows.filter((row): row is HeaderRecord => row.kind === 'segment');
    return {
        tails: new Map(tails.map((row) => [row.id, row])),
        headers: new Map(headers.map((row) => [row.id, row])),
    };
}

/** All that these headers replace, directly or through one another. */
export function replacedBy(roots: Iterable<HeaderRecord>, headers: ReadonlyMap<string, HeaderRecord>): Set<string> {
    const replaced = new Set<string>();
    const open = [...roots];
    for (let header = open.pop(); header; header = open.pop()) {
        for (const id of header.replaces.filter((each) => !replaced.has(each))) {
            replaced.add(id);
            const next = headers.get(id);
            if (next) {
                open.push(next);
            }
        }
    }
    return replaced;
}
