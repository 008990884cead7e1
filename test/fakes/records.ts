import type { Records } from '../../src/host/records';

/** Records as the host keeps them: unordered, never changed; each call takes a turn of the event loop. */
export function inMemoryRecords(): Records & { all: Array<{ keys: string[]; data: object }> } {
    const all: Array<{ keys: string[]; data: object }> = [];
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    return {
        all,
        async append(keys, data) {
            await turn();
            all.push({ keys, data: structuredClone(data) });
        },
        async read<T extends object>(key: string) {
            await turn();
            const found = all.filter(({ keys }) => keys.includes(key)).map(({ data }) => structuredClone(data) as T);
            return found.reverse();
        },
    };
}
