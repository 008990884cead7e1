import { randomBytes } from 'crypto';
import type { Records } from '../../host/records';
import { LIVE, batchKey, tailKey, type TailRecord } from './layout';

/**
 * The name under which one process writes, and the tails it wrote, in batches. A batch is closed before its tails are
 * merged, so it can be removed as a whole: no other tail can be under its key.
 */
export class Writer {
    private readonly name = randomBytes(5).toString('hex');
    private counter = 0;
    private batch = 0;
    /** The tails of each batch that are stored or under way. */
    private readonly batches = new Map<string, Set<string>>();

    nextId(): string {
        this.counter += 1;
        return `${this.name}-${this.counter.toString(36)}`;
    }

    owns(id: string): boolean {
        return id.startsWith(`${this.name}-`);
    }

    /** Stores a tail: one create. When it rejects, the tail is not in the index, as far as this process knows. */
    async append(records: Records, tail: TailRecord): Promise<void> {
        const batch = `${this.name}-${this.batch}`;
        const tails = this.batches.get(batch) ?? new Set();
        this.batches.set(batch, tails.add(tail.id));
        try {
            await records.append([LIVE, tailKey(tail.id), batchKey(batch)], tail);
        } catch (error) {
            tails.delete(tail.id);
            throw error;
        }
    }

    closeBatch(): void {
        this.batch += 1;
    }

    /** Closed batches of which every tail has been replaced. */
    finishedBatches(replaced: ReadonlySet<string>): string[] {
        return [...this.batches]
            .filter(
                ([batch, tails]) =>
                    batch !== `${this.name}-${this.batch}` && [...tails].every((id) => replaced.has(id)),
            )
            .map(([batch]) => batch);
    }

    forgetBatch(batch: string): void {
        this.batches.delete(batch);
    }
}
