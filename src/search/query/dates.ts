/** A stretch of time in milliseconds; from inclusive, to exclusive. */
export interface Period {
    from: number;
    to: number;
}

export const DATE_FORMS = [
    ...['2026-03-31', '31/03/2026', '2026-03', '2026', '2026-03-31T09:30Z', 'today', 'yesterday', 'monday'],
    ...['this week', 'last week', 'last month', 'last year'],
] as const;

const HOUR = 3_600_000;

/** Sunday first, as `Date` counts. Portuguese ones are folded, with or without their `-feira`. */
const WEEKDAYS = [
    ['sunday', 'sun', 'domingo'],
    ['monday', 'mon', 'segunda'],
    ['tuesday', 'tue', 'terca'],
    ['wednesday', 'wed', 'quarta'],
    ['thursday', 'thu', 'quinta'],
    ['friday', 'fri', 'sexta'],
    ['saturday', 'sat', 'sabado'],
];

/**
 * The period a date stands for: a day, month or year, a moment, or a word such as `yesterday`. Days begin where the
 * reader is, `utcOffset` hours from UTC; a weekday is the last one that has begun; weeks begin on Monday. Undefined for
 * anything else, days that no calendar has (30 February) included.
 */
export function parsePeriod(value: string, now: number, utcOffset: number): Period | undefined {
    const calendar = new Calendar(utcOffset);
    const text = value
        .normalize('NFD')
        .replace(/[\u0300-\u036f]/g, '')
        .toLowerCase()
        .trim();
    return writtenDate(text, calendar) ?? moment(text, calendar) ?? spokenDate(text, calendar, now);
}

class Calendar {
    constructor(private readonly utcOffset: number) {}

    /** The start of a day; month from 0, and both may run over. */
    at(year: number, month: number, day: number): number {
        const date = new Date(0);
        date.setUTCFullYear(year, month, day);
        return date.getTime() - this.utcOffset * HOUR;
    }

    /** From the start of one day to that of another. */
    period(from: [number, number, number], to: [number, number, number]): Period {
        return { from: this.at(...from), to: this.at(...to) };
    }

    /** Date and clock of a moment as the reader's calendar shows them. */
    local(time: number): Date {
        return new Date(time + this.utcOffset * HOUR);
    }
}

function writtenDate(text: string, calendar: Calendar): Period | undefined {
    const [, year, month, day] = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text) ?? [];
    if (year) {
        return dateParts(calendar, Number(year), month && Number(month), day && Number(day));
    }
    const [, dayFirst, middle, last] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
    return last ? dateParts(calendar, Number(last), Number(middle), Number(dayFirst)) : undefined;
}

function dateParts(calendar: Calendar, year: number, month?: number | '', day?: number | ''): Period | undefined {
    if (year < 1970) {
        return undefined;
    }
    if (typeof month !== 'number') {
        return calendar.period([year, 0, 1], [year + 1, 0, 1]);
    }
    if (month < 1 || month > 12) {
        return undefined;
    }
    if (typeof day !== 'number') {
        return calendar.period([year, month - 1, 1], [year, month, 1]);
    }
    const daysOfMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
    return day >= 1 && day <= daysOfMonth
        ? calendar.period([year, month - 1, day], [year, month - 1, day + 1])
        : undefined;
}

/** A minute or a second of a day, in the reader's time unless it names its own. */
function moment(text: string, calendar: Calendar): Period | undefined {
    const [, date = '', hours, minutes, seconds, zone] =
        /^(\d{4}-\d\d-\d\d)t(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,3})?)?(z|[+-]\d\d:\d\d)?$/.exec(text) ?? [];
    const day = writtenDate(date, calendar);
    if (!day || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds ?? 0) > 59) {
        return undefined;
    }
    const clock = `${hours}:${minutes}:${seconds ?? '00'}`;
    const from = zone
        ? Date.parse(`${date}T${clock}${zone.toUpperCase()}`)
        : day.from + Date.parse(`1970-01-01T${clock}Z`);
    return Number.isNaN(from) ? undefined : { from, to: from + (seconds ? 1000 : 60_000) };
}

function spokenDate(text: string, calendar: Calendar, now: number): Period | undefined {
    const today = calendar.local(now);
    const [year, month, day] = [today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate()];
    const days = (from: number, to: number) => calendar.period([year, month, day + from], [year, month, day + to]);
    const sinceMonday = (today.getUTCDay() + 6) % 7;
    const periods: Record<string, () => Period> = {
        today: () => days(0, 1),
        hoje: () => days(0, 1),
        yesterday: () => days(-1, 0),
        ontem: () => days(-1, 0),
        'this week': () => days(-sinceMonday, 7 - sinceMonday),
        'last week': () => days(-sinceMonday - 7, -sinceMonday),
        'this month': () => calendar.period([year, month, 1], [year, month + 1, 1]),
        'last month': () => calendar.period([year, month - 1, 1], [year, month, 1]),
        'this year': () => calendar.period([year, 0, 1], [year + 1, 0, 1]),
        'last year': () => calendar.period([year - 1, 0, 1], [year, 0, 1]),
    };
    const words = text.split(/[\s_-]+/).filter((word) => word !== 'feira');
    const spoken = words.join(' ');
    if (Object.hasOwn(periods, spoken)) {
        return periods[spoken]!();
    }
    const weekday = WEEKDAYS.findIndex((names) => names.includes(spoken.replace(/^last /, '')));
    const ago = (today.getUTCDay() - weekday + 7) % 7 || (spoken.startsWith('last ') ? 7 : 0);
    return weekday < 0 ? undefined : days(-ago, 1 - ago);
}
