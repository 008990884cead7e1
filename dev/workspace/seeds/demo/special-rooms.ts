import type { SeedMessage } from '../format';
import type { Random } from './random';
import { minutesBefore, say } from './said';
import { DEMO } from './table';

const DAY = 24 * 60;

/** The encrypted room, and the discussion of #engineering. */
export function specialRooms(now: Date, random: Random): SeedMessage[] {
    return [...encryptedRoom(now, random), ...discussion(now)];
}

/** Servers before 7.x kept the ciphertext in the text, later ones only in `content`: the room has lived through both. */
function encryptedRoom(now: Date, random: Random): SeedMessage[] {
    const authors = ['marina.lead', 'rafael.finance', 'jean'];
    return Array.from({ length: 14 }, (_, index) => {
        const ciphertext = Array.from({ length: 96 }, () => random.integer(0, 255));
        const encoded = Buffer.from(ciphertext).toString('base64');
        const old = index < 6;
        return {
            room: DEMO.rooms.encrypted,
            user: authors[index % authors.length] as string,
            text: old ? encoded : '',
            ts: minutesBefore(now, (45 - index * 3) * DAY + index * 7),
            type: 'e2e',
            mentions: [],
            fields: { content: { algorithm: old ? 'rc.v1.aes-sha2' : 'rc.v2.aes-sha2', ciphertext: encoded } },
        };
    });
}

function discussion(now: Date): SeedMessage[] {
    return say(now, DEMO.rooms.discussion, [
        [9 * DAY, 'ana.dev', 'Today the limit is per IP, so one office behind one NAT locks itself out.'],
        [9 * DAY - 12, 'chen.infra', 'And a customer with 400 pods never hits it. Both ends are wrong.'],
        [9 * DAY - 40, 'priya.sre', 'One bucket per tenant, one per token. The smaller one wins.'],
        [8 * DAY, 'jean', 'A token bucket, not a fixed window: a window lets twice the limit through at its border.'],
        [
            8 * DAY - 25,
            'ana.dev',
            'Refill 10/s, burst 60. I replayed last week: 0.3 % of calls would wait, nobody fails.',
        ],
        [8 * DAY - 30, 'marina.lead', 'What does the caller see?'],
        [8 * DAY - 34, 'ana.dev', '`429` with `Retry-After`, and the remaining budget in `X-RateLimit-Remaining`.'],
        [6 * DAY, 'chen.infra', 'Where do the counters live? Not in Postgres, please.'],
        [
            6 * DAY - 8,
            'priya.sre',
            'In memory per instance, divided by the number of instances. Wrong by a little, alive always.',
        ],
        [6 * DAY - 50, 'marina.lead', 'Good. Ana, write it down as decided, start with billing-api.'],
    ]);
}
