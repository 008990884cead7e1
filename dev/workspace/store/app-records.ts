import { Collection } from './collection';
import type { Association, PersistenceDoc } from './documents';

const NONE: ReadonlySet<string> = new Set();

/** The records of all apps (`apps_persistence`), with its one index: app and association. */
export class AppRecordCollection extends Collection<PersistenceDoc> {
    private readonly associated = new Map<string, Set<string>>();
    private readonly apps = new Map<string, Set<string>>();

    /** Records of the app that carry every one of the associations, oldest first; none for an empty list (`$all: []`). */
    carrying(appId: string, associations: Association[]): PersistenceDoc[] {
        const sets = associations.map((association) => this.associated.get(key(appId, association)) ?? NONE);
        const [smallest, ...others] = sets.sort((one, other) => one.size - other.size);
        if (!smallest) return [];
        return [...smallest].filter((id) => others.every((set) => set.has(id))).map((id) => this.get(id)!);
    }

    ofApp(appId: string): PersistenceDoc[] {
        return [...(this.apps.get(appId) ?? NONE)].map((id) => this.get(id)!);
    }

    protected override placed(record: PersistenceDoc, previous: PersistenceDoc | undefined): void {
        if (previous && previous.associations === record.associations) return;
        if (previous) this.taken(previous);
        enter(this.apps, record.appId, record._id);
        for (const association of record.associations ?? []) {
            enter(this.associated, key(record.appId, association), record._id);
        }
    }

    protected override taken(record: PersistenceDoc): void {
        leave(this.apps, record.appId, record._id);
        for (const association of record.associations ?? []) {
            leave(this.associated, key(record.appId, association), record._id);
        }
    }
}

const key = (appId: string, { model, id }: Association): string => JSON.stringify([appId, model, id]);

function enter(index: Map<string, Set<string>>, entry: string, id: string): void {
    const ids = index.get(entry);
    if (ids) ids.add(id);
    else index.set(entry, new Set([id]));
}

function leave(index: Map<string, Set<string>>, entry: string, id: string): void {
    const ids = index.get(entry);
    ids?.delete(id);
    if (ids?.size === 0) index.delete(entry);
}
