import type { IndexEntry } from '../types';
import { SegmentBuilder } from './build';
import { compareMoments } from './segment';

/**
 * The image of some messages, given in any order. Of two entries with one id the higher version is kept. Frequencies
 * are whole numbers from 1 on; times and versions are whole numbers.
 */
export function encodeSegment(entries: readonly IndexEntry[]): Uint8Array {
    const kept = highestVersions(entries).sort(compareMoments);
    const postings = new Map<string, number[]>();
    kept.forEach(({ terms }, doc) => {
        for (const [term, tf] of terms) {
            const list = postings.get(term);
            if (list) {
                list.push(doc, tf);
            } else {
                postings.set(term, [doc, tf]);
            }
        }
    });
    const builder = new SegmentBuilder(kept.length, 1024);
    kept.forEach((entry) => builder.addRow(entry));
    for (const term of [...postings.keys()].sort()) {
        const list = postings.get(term)!;
        for (let i = 0; i < list.length; i += 2) {
            builder.addPosting(list[i]!, list[i + 1]!);
        }
        builder.endTerm(term);
    }
    const image = builder.finish();
    for (;;) {
        const step = image.next();
        if (step.done) {
            return step.value;
        }
    }
}

function highestVersions(entries: readonly IndexEntry[]): IndexEntry[] {
    const byId = new Map<string, IndexEntry>();
    for (const entry of entries) {
        const known = byId.get(entry.id);
        if (!known || known.version < entry.version) {
            byId.set(entry.id, entry);
        }
    }
    return [...byId.values()];
}
