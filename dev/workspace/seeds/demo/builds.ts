import type { SeedMessage } from '../format';
import type { Random } from './random';
import { minutesBefore } from './said';
import { SERVICES } from './slots';
import { DEMO } from './table';

const BUILDS = 200;
const FIRST_MINUTES_AGO = 2400;
const LAST_MINUTES_AGO = 15;

const RESULTS = [
    ':white_check_mark: {service} #{build} passed in {seconds} s',
    ':white_check_mark: {service} #{build} passed in {seconds} s, coverage 8{digit}.{digit} %',
    ':x: {service} #{build} failed at `npm test`: {failed} of 412 tests, first: retry_budget.spec.ts',
    ':x: {service} #{build} failed at `docker build`: no space left on device',
    ':package: {service} #{build} image pushed, sha256:{sha}',
    ':hourglass: {service} #{build} waits for a runner, {failed} jobs ahead',
];

/** The noisy room: two hundred lines of a bot within two days. */
export function builds(now: Date, random: Random): SeedMessage[] {
    const step = (FIRST_MINUTES_AGO - LAST_MINUTES_AGO) / BUILDS;
    return Array.from({ length: BUILDS }, (_, index) => ({
        room: DEMO.rooms.builds,
        user: 'deployer',
        text: result(random, 8100 + index),
        ts: minutesBefore(now, FIRST_MINUTES_AGO - index * step - random.next() * step),
    }));
}

function result(random: Random, build: number): string {
    const values: Record<string, string> = {
        service: random.pick(SERVICES),
        build: String(build),
        seconds: String(random.integer(38, 640)),
        failed: String(random.integer(1, 9)),
        sha: random.integer(0x10000000, 0x7fffffff).toString(16),
    };
    return random
        .pick(RESULTS)
        .replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? String(random.integer(0, 9)));
}
