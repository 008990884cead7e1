import type { Records } from '../../../src/host/records';

/**
 * Records of a process that dies at its operation number `last` (counted from 1): either just before the store has done
 * it or just after. From then on nothing it does reaches the store.
 */
export function dyingRecords(records: Records, last: number, when: 'before' | 'after') {
    let operations = 0;
    const guard = async <T>(operation: () => Promise<T>): Promise<T> => {
        operations += 1;
        if (operations > last || (operations === last && when === 'before')) {
            throw new Error('killed');
        }
        const result = await operation();
        if (operations >= last) {
            throw new Error('killed');
        }
        return result;
    };
    const dying: Records = {
        append: (keys, data) => guard(() => records.append(keys, data)),
        read: <T extends object>(key: string) => guard(() => records.read<T>(key)),
        replace: (keys, data) => guard(() => records.replace(keys, data)),
        remove: (keys) => guard(() => records.remove(keys)),
    };
    return { dying, isDead: () => operations >= last };
}
