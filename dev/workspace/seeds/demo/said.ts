import type { SeedMessage } from '../format';

/** Minutes before the moment of seeding, who, what, and whatever else the message carries. */
export type Said = readonly [minutesAgo: number, user: string, text: string, more?: Partial<SeedMessage>];

export function minutesBefore(now: Date, minutes: number): string {
    return new Date(now.getTime() - minutes * 60_000).toISOString();
}

/** Turns lines told relative to `now` into messages of one room; with `thread`, into replies to that root. */
export function say(now: Date, room: string, lines: readonly Said[], thread?: string): SeedMessage[] {
    return lines.map(([minutesAgo, user, text, more]) => ({
        room,
        user,
        text,
        ts: minutesBefore(now, minutesAgo),
        ...(thread !== undefined && { thread }),
        ...more,
    }));
}
