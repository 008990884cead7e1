type Fields = Record<string, unknown>;

/** What an app's field comes from: a document's field, or a function that may take more than one out of `rest`. */
export type FieldMap = Record<string, string | ((rest: Fields) => unknown)>;

/**
 * Turns a stored document into an app's object the way Rocket.Chat's converters do: absent values stay absent, a mapped
 * field leaves the document, and whatever nobody asked for ends up in `_unmappedProperties_` (present even when empty).
 */
export async function convertFields(doc: object, map: FieldMap): Promise<Fields> {
    const rest: Fields = { ...doc };
    const converted: Fields = {};
    for (const [field, source] of Object.entries(map)) {
        const value = typeof source === 'string' ? take(rest, source) : await source(rest);
        if (value !== undefined) {
            converted[field] = value;
        }
    }
    converted._unmappedProperties_ = rest;
    return converted;
}

/** Removes a field from `rest` and returns its value. */
export function take<T = unknown>(rest: Fields, field: string): T {
    const value = rest[field] as T;
    delete rest[field];
    return value;
}

/** A copy without the fields that are undefined or null; the codec turns every undefined of an app into null. */
export function withoutEmpty<T extends object>(fields: T): T {
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)) as T;
}
