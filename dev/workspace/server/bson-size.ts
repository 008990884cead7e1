import { types } from 'node:util';

/** How many bytes a value takes as a BSON document: what MongoDB's size limit is about. */
export function bsonSize(value: object): number {
    const fields = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
    // Length and terminator of the document; type byte, name and terminator of each field.
    return fields.reduce((sum, [name, field]) => sum + 2 + Buffer.byteLength(String(name)) + valueSize(field), 5);
}

function valueSize(value: unknown): number {
    switch (typeof value) {
        case 'string':
            return 5 + Buffer.byteLength(value);
        case 'number':
            return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? 4 : 8;
        case 'boolean':
            return 1;
        case 'bigint':
            return 8;
        case 'object':
            if (value === null) return 0;
            if (types.isDate(value)) return 8;
            if (ArrayBuffer.isView(value)) return 5 + value.byteLength;
            return bsonSize(value);
        default:
            return 0;
    }
}
