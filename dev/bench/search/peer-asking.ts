import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bestTimes, type Times } from './best-times';
import { baseMessages, grow, type CorpusOptions } from './corpus';
import { openPeer, type PeerName } from './peers';
import type { Question } from './questions';

export interface PeerOptions extends CorpusOptions {
    peer: PeerName;
    folder: string;
    questions: Question[];
    /** By name; undefined for all there are. */
    rooms: Record<string, string[] | null>;
    rounds: number;
}

export interface PeerFigures {
    buildMs: number;
    bytesStored: number;
    /** Megabytes, with the index. */
    memory: number;
    asked: Record<string, Times>;
}

const LIMIT = 23;

/** Builds another engine's index of the same messages and asks it the same questions. */
export default async function askPeer({ peer, folder, questions, rooms, rounds, ...corpus }: PeerOptions) {
    mkdirSync(folder, { recursive: true });
    const engine = openPeer(peer, folder);
    let buildMs = 0;
    let id = 0;
    for (const { room, text } of grow(await baseMessages(corpus), corpus.messages)) {
        const start = performance.now();
        engine.add((id += 1), room, text);
        buildMs += performance.now() - start;
    }
    const start = performance.now();
    engine.finish();
    buildMs += performance.now() - start;
    const asked: Record<string, Times> = {};
    for (const [name, ids] of Object.entries(rooms)) {
        asked[name] = await bestTimes(
            questions,
            rounds,
            async ({ plain }) => plain !== undefined && engine.search(plain, LIMIT, ids ?? undefined) !== undefined,
        );
    }
    const sizes = readdirSync(folder).map((file) => statSync(join(folder, file)).size);
    const figures: PeerFigures = {
        buildMs,
        bytesStored: sizes.reduce((sum, size) => sum + size, 0),
        memory: process.memoryUsage.rss() / 1e6,
        asked,
    };
    return figures;
}
