import type { Records } from '../host/records';
import type { PersonRef } from '../host/workspace';
import { fold, similarity } from '../rooms/likeness';

/**
 * Who writes in this workspace, as the messages say: names for `from:` and `mentions:`, which people type from memory.
 * The host has no listing of people, so their names are collected while messages are indexed.
 */
export interface Directory {
    /** Remembers an author; `true` when that is news. */
    note(author: PersonRef): boolean;
    byUsername(username: string): PersonRef | undefined;
    /** People a name may mean: equal but for case and accents; else with a part of it, the beginning of one, or within. */
    find(name: string): PersonRef[];
    /** Names most like one that nobody has. */
    nearest(name: string, max: number): PersonRef[];
    /** Makes what is new durable. */
    save(records: Records): Promise<void>;
}

interface Chunk {
    people: PersonRef[];
}

const KEY = 'people';

export async function loadDirectory(records: Records): Promise<Directory> {
    const chunks = await records.read<Chunk>(KEY);
    const people = new Map<string, PersonRef>();
    chunks.flatMap((chunk) => chunk.people).forEach((person) => people.set(person.id, person));
    return directoryOf(people);
}

function directoryOf(people: Map<string, PersonRef>): Directory {
    let unsaved: PersonRef[] = [];
    const names = ({ username, name }: PersonRef) => [fold(username), fold(name ?? '')].filter(Boolean);
    const all = () => [...people.values()];
    return {
        note({ id, username, name }) {
            const known = people.get(id);
            if (id === '' || username === '' || (known?.username === username && known.name === name)) {
                return false;
            }
            const person: PersonRef = { id, username, ...(name === undefined ? {} : { name }) };
            people.set(id, person);
            unsaved.push(person);
            return true;
        },
        byUsername: (username) => all().find((person) => person.username === username),
        find(name) {
            const wanted = fold(name.replace(/^@/, ''));
            const fits = (test: (one: string) => boolean) => all().filter((person) => names(person).some(test));
            const tiers = [
                () => fits((one) => one === wanted),
                () => fits((one) => one.split(/[\s._-]+/).includes(wanted)),
                () => fits((one) => one.split(/[\s._-]+/).some((part) => part.startsWith(wanted))),
                () => fits((one) => one.includes(wanted)),
            ];
            return tiers.reduce<PersonRef[]>((found, tier) => (found.length > 0 ? found : tier()), []);
        },
        nearest(name, max) {
            const wanted = fold(name.replace(/^@/, ''));
            const scored = all().map((person) => ({
                person,
                score: Math.max(...names(person).map((one) => similarity(one, wanted))),
            }));
            const near = scored.filter(({ score }) => score >= 0.4).sort((a, b) => b.score - a.score);
            return near.slice(0, max).map(({ person }) => person);
        },
        async save(records) {
            if (unsaved.length > 0) {
                const chunk: Chunk = { people: unsaved };
                await records.append([KEY], chunk);
                unsaved = [];
            }
        },
    };
}
