import type { Records } from '../../src/host/records';

export interface InMemoryRecords extends Records {
    all: Array<{ keys: string[]; data: object }>;
}

/** Records as the host keeps them: unordered, found by key; each call takes a turn of the event loop. */
export function inMemoryRecords(): InMemoryRecords {
    const all: InMemoryRecords['all'] = [];
    const byKey = new Map<string, Set<InMemoryRecords['all'][number]>>();
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    const carrying = (keys: string[]) =>
        [...(byKey.get(keys[0] ?? '') ?? [])].filter((record) => keys.every((key) => record.keys.includes(key)));
    return {
        all,
        async append(keys, data) {
            await turn();
            const record = { keys, data: structuredClone(data) };
            all.push(record);
            for (const key of keys) {
                byKey.set(key, (byKey.get(key) ?? new Set()).add(record));
            }
        },
        async read<T extends object>(key: string) {
            await turn();
            return carrying([key])
                .map(({ data }) => structuredClone(data) as T)
                .reverse();
        },
        async replace(keys, data) {
            await turn();
            const found = carrying(keys).find((record) => record.keys.join('\n') === keys.join('\n'));
            if (found) {
                found.data = structuredClone(data);
            }
        },
        async remove(keys) {
            await turn();
            for (const record of carrying(keys)) {
                all.splice(all.indexOf(record), 1);
                record.keys.forEach((key) => byKey.get(key)?.delete(record));
            }
        },
    };
}
