import { Refusal } from '../server/errors';
import type { Call } from './api';

type Values = Record<string, unknown>;

/** A text parameter, or undefined when it is absent or empty. */
export function text(values: Values, name: string): string | undefined {
    const value = values[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A text parameter that must be there. */
export function requiredText(values: Values, name: string): string {
    const value = text(values, name);
    if (value === undefined) throw new Refusal('invalid-params', `must have required property '${name}'`);
    return value;
}

/** A yes-or-no parameter, from a body (`true`) or a query (`"true"`). */
export function flag(values: Values, name: string, otherwise = false): boolean {
    const value = values[name];
    return value === undefined ? otherwise : value === true || value === 'true' || value === '1';
}

/** A date parameter in any form `Date` reads. */
export function date(values: Values, name: string): Date | undefined {
    const value = values[name];
    if (value === undefined || value === '') return undefined;
    const parsed = new Date(typeof value === 'number' ? value : String(value));
    if (Number.isNaN(parsed.getTime()))
        throw new Refusal('error-invalid-date', `The "${name}" parameter must be a date`);
    return parsed;
}

export function requiredDate(values: Values, name: string): Date {
    const value = date(values, name);
    if (!value) throw new Refusal('error-invalid-params', `The "${name}" parameter is required`);
    return value;
}

/** A list of texts, also as one text with commas. */
export function texts(values: Values, name: string): string[] {
    const value = values[name];
    if (Array.isArray(value)) return value.filter((item): item is string => typeof item === 'string');
    return typeof value === 'string' ? value.split(',').flatMap((item) => item.trim() || []) : [];
}

const DEFAULT_COUNT = 50;

/** `offset` and `count` of a list; a count of 0 means everything. */
export function paging(
    { query }: Pick<Call, 'query'>,
    defaultCount = DEFAULT_COUNT,
): { offset: number; count: number } {
    return { offset: whole(query, 'offset') ?? 0, count: whole(query, 'count') ?? defaultCount };
}

function whole(values: Values, name: string): number | undefined {
    const value = values[name];
    if (value === undefined || value === '') return undefined;
    const number = Number(value);
    if (!Number.isInteger(number) || number < 0) {
        throw new Refusal(`error-invalid-${name}`, `The "${name}" parameter must be a whole number`);
    }
    return number;
}
