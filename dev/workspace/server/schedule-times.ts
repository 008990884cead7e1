import { Cron } from 'croner';

const UNITS: Record<string, number> = {
    second: 1_000,
    minute: 60_000,
    hour: 3_600_000,
    day: 86_400_000,
    week: 604_800_000,
    month: 2_592_000_000,
    year: 31_536_000_000,
};

const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

const PART =
    /(\d+(?:\.\d+)?|a|an|zero|one|two|three|four|five|six|seven|eight|nine|ten)?\s*\b(second|minute|hour|day|week|month|year)s?\b/g;

/**
 * When a recurring job runs next after `from`: `interval` is a cron expression (five or six fields, local time), a
 * human interval such as "5 minutes" or "one hour and 30 minutes", or milliseconds. Throws when it is none of these.
 */
export function nextRun(interval: string, from: Date): Date {
    const milliseconds = /^\d+$/.test(interval.trim()) ? Number(interval) : humanInterval(interval);
    if (milliseconds !== undefined) return new Date(from.getTime() + milliseconds);
    let next: Date | null;
    try {
        next = new Cron(interval, { paused: true }).nextRun(from);
    } catch (cause) {
        throw new Error(`"${interval}" is neither a cron expression nor an interval`, { cause });
    }
    if (!next) throw new Error(`"${interval}" never comes after ${from.toISOString()}`);
    return next;
}

function humanInterval(text: string): number | undefined {
    let total = 0;
    const rest = text.toLowerCase().replace(PART, (_match, count: string | undefined, unit: string) => {
        total += amount(count) * UNITS[unit]!;
        return '';
    });
    const isUnderstood = total > 0 && rest.replace(/\band\b|[\s,]/g, '') === '';
    return isUnderstood ? total : undefined;
}

function amount(count: string | undefined): number {
    if (count === undefined || count === 'a' || count === 'an') return 1;
    const word = WORDS.indexOf(count);
    return word >= 0 ? word : Number(count);
}
