import type { Records } from '../../host/records';
import type { SegmentCodec } from './codec';
import {
    aboutKey,
    checksum,
    partKey,
    type About,
    type AboutRecord,
    type HeaderRecord,
    type PartRecord,
} from './layout';
import { EMPTY, hold, type Held } from './resident';
import { turn } from './turns';

/** A call that claimed a piece and has not brought it by then is dead: its accessors are valid for 30 s at most. */
const CLAIM_MS = 10_000;

/**
 * A segment on its way into memory, piece by piece. Each call of the host brings pieces with its own accessors, so that
 * what one call had no time for the next one continues; no piece is fetched by two calls at once.
 */
export class Loading {
    damage?: string;
    about?: About;
    private readonly parts: Uint8Array[] = [];
    private readonly claims = new Map<number, number>();
    private readonly done = new Set<number>();

    constructor(
        readonly header: HeaderRecord,
        private readonly codec: SegmentCodec,
    ) {}

    /** Fetches one piece that nobody is fetching; false if there is none. */
    async fetchNext(records: Records, now: number): Promise<boolean> {
        for (let piece = 0; piece <= this.header.parts; piece += 1) {
            if (!this.done.has(piece) && now - (this.claims.get(piece) ?? -Infinity) > CLAIM_MS) {
                this.claims.set(piece, now);
                await this.fetch(records, piece).finally(() => this.claims.delete(piece));
                return true;
            }
        }
        return false;
    }

    get isComplete(): boolean {
        return this.done.size > this.header.parts || (this.damage !== undefined && this.done.has(0));
    }

    /** Throws when the parts do not make the segment the header speaks of. */
    open(): Held {
        const bytes = joined(this.parts);
        const segment = this.header.count === 0 ? EMPTY : this.codec.open(bytes);
        if (bytes.length !== this.header.bytes || segment.count !== this.header.count) {
            throw new Error('The segment is not the one its header describes.');
        }
        return hold(this.header, segment, this.about?.graves ?? []);
    }

    /** Piece 0 is the description, piece n part n - 1. */
    private async fetch(records: Records, piece: number): Promise<void> {
        const { id } = this.header;
        if (piece === 0) {
            const found = intact(await records.read<AboutRecord>(aboutKey(id)), ({ text }) => [text]);
            this.about = found && (JSON.parse(found.text) as About);
            this.damage ??= found ? undefined : 'The description of a segment is missing or damaged.';
        } else {
            const found = intact(await records.read<PartRecord>(partKey(id, piece - 1)), ({ pieces }) => pieces);
            this.damage ??= found ? undefined : `Part ${piece} of ${this.header.parts} is missing or damaged.`;
            const unpacked: Uint8Array[] = [];
            for (const text of found?.pieces ?? []) {
                await turn();
                unpacked.push(this.codec.unpack(text));
            }
            this.parts[piece - 1] = joined(unpacked);
        }
        this.done.add(piece);
    }
}

/** The record whose checksum is right. There may be an emptied one, when its removal has begun. */
function intact<T extends { sum: string }>(found: T[], texts: (record: T) => string[]): T | undefined {
    return found.find((record) => record.sum !== undefined && record.sum === checksum(...texts(record)));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
    const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
    let offset = 0;
    for (const part of parts) {
        bytes.set(part, offset);
        offset += part.length;
    }
    return bytes;
}
