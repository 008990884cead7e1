import type { Change, Journal } from './journal';

export interface CollectionOptions {
    name: string;
    journal: Journal;
    /** When given, every update stamps `_updatedAt` with it, as Rocket.Chat's models do. */
    now?: () => Date;
}

/**
 * A set of documents by `_id`. Documents are never changed in place: an update stores a new object, so whoever holds
 * an older one (an event under way, a room's `lastMessage`) keeps what it saw. Callers must not mutate what they get.
 *
 * Subclasses keep further look-ups current by overriding `placed` and `taken`.
 */
export class Collection<T extends { _id: string }> {
    readonly name: string;
    protected readonly documents = new Map<string, T>();
    private readonly journal: Journal;
    private readonly now?: () => Date;

    constructor({ name, journal, now }: CollectionOptions) {
        this.name = name;
        this.journal = journal;
        this.now = now;
    }

    get size(): number {
        return this.documents.size;
    }

    get(id: string): T | undefined {
        return this.documents.get(id);
    }

    has(id: string): boolean {
        return this.documents.has(id);
    }

    values(): IterableIterator<T> {
        return this.documents.values();
    }

    /** The first document (in insertion order) that fits. */
    find(fits: (document: T) => boolean): T | undefined {
        for (const document of this.documents.values()) if (fits(document)) return document;
        return undefined;
    }

    filter(fits: (document: T) => boolean): T[] {
        return [...this.documents.values()].filter(fits);
    }

    /** Throws when the id is taken, like a unique index. */
    insert(document: T): T {
        if (this.documents.has(document._id)) throw new Error(`duplicate key: ${this.name} ${document._id}`);
        this.place(document);
        this.journal.append({ in: this.name, put: document });
        return document;
    }

    /** Merges the changes; a field set to undefined is removed. Returns the new document, or undefined if none has this id. */
    update(id: string, changes: Partial<T>): T | undefined {
        const fields: Record<string, unknown> = this.now ? { _updatedAt: this.now(), ...changes } : { ...changes };
        const updated = this.merge(id, fields);
        if (updated) this.journal.append({ in: this.name, set: id, fields });
        return updated;
    }

    /** Inserts, or replaces the whole document of the same id. */
    put(document: T): T {
        this.place(document);
        this.journal.append({ in: this.name, put: document });
        return document;
    }

    remove(id: string): T | undefined {
        const removed = this.take(id);
        if (removed) this.journal.append({ in: this.name, drop: id });
        return removed;
    }

    /** Applies what the journal recorded earlier. */
    replay(change: Change): void {
        if ('put' in change) this.place(change.put as T);
        else if ('set' in change) this.merge(change.set, change.fields);
        else this.take(change.drop);
    }

    /** A document was stored; `previous` is the one it replaced. */
    protected placed(_document: T, _previous: T | undefined): void {}

    /** A document was removed. */
    protected taken(_document: T): void {}

    private place(document: T): void {
        const previous = this.documents.get(document._id);
        this.documents.set(document._id, document);
        this.placed(document, previous);
    }

    private merge(id: string, fields: Record<string, unknown>): T | undefined {
        const previous = this.documents.get(id);
        if (!previous) return undefined;
        const merged = { ...previous, ...fields } as T;
        for (const [field, value] of Object.entries(fields)) {
            if (value === undefined) delete (merged as Record<string, unknown>)[field];
        }
        this.documents.set(id, merged);
        this.placed(merged, previous);
        return merged;
    }

    private take(id: string): T | undefined {
        const removed = this.documents.get(id);
        if (!removed) return undefined;
        this.documents.delete(id);
        this.taken(removed);
        return removed;
    }
}
