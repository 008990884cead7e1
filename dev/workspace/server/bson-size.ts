import { types } from 'node:util';

/** How many bytes a value takes as a BSON document: what MongoDB's size limit is about. */
export function bsonSize(value: object): number {
    const fields = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
    // Length and terminator of the document; type byte, name and terminator of each field.
    return fields.reduce((sum, [name, field]) => sum + 2 + Buffer.byteLength(String(name)) + valueSize(field), 5);
}

function valueSize(value: unknown): number {
    if (typeof value === 'string') return 5 + Buffer.byteLength(value);
    if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? 4 : 8;
    if (typeof value === 'boolean') return 1;
    if (typeof value === 'bigint' || types.isDate(value)) return 8;
    if (ArrayBuffer.isView(value)) return 5 + value.byteLength;
    return typeof value === 'object' && value !== null ? bsonSize(value) : 0;
}
