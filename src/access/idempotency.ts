import { createHash, randomBytes } from 'crypto';
import { AppError } from '../errors';
import type { Clock } from '../host/clock';
import type { Records } from '../host/records';

/**
 * Writes that are safe to repeat: the same key of the same person does the work once, whichever instance the retries
 * reach and whatever was killed in between.
 *
 * The store has no compare-and-set, so the callers queue as in Lamport's bakery, with appended records for registers:
 *
 *   enter ──► look round ──► take a ticket ──► wait for those still looking round and for lower tickets ──► work ──► result
 *
 * Whoever is served first does the work; everyone else finds its result. A caller that died stops counting after
 * `LIFETIME_MS`, and `recall` then finds out from the host whether it had done the work before it died.
 */

interface Enter {
    kind: 'enter';
    nonce: string;
    at: number;
    /** Hash of what is to be done, so that a key is not reused for something else. */
    work: string;
}

interface Ticket {
    kind: 'ticket';
    nonce: string;
    number: number;
}

interface Result {
    kind: 'result';
    value: string;
}

type History = Array<Enter | Ticket | Result>;

/** Longer than any call may take on the host (30 s), so an entry this old has no living caller. */
const LIFETIME_MS = 35_000;
const WAIT_STEP_MS = 100;
const WAIT_STEPS = 50;

export interface OnceOptions {
    personId: string;
    key: string;
    /** What the call asks for, as text; only its hash is stored. */
    work: string;
    run(): Promise<string>;
    /** Asks the host whether the work was already done since then (milliseconds); its value if so. */
    recall(since: number): Promise<string | undefined>;
}

export interface Once {
    value: string;
    /** True when an earlier call had done the work. */
    isRepeat: boolean;
}

/** Rejects with `invalid_input` for a key used for other work, `in_progress` when its owner takes too long. */
export async function once(records: Records, clock: Clock, options: OnceOptions): Promise<Once> {
    const key = `once/${hash(`${options.personId}/${options.key}`)}`;
    const me: Enter = {
        kind: 'enter',
        nonce: randomBytes(8).toString('hex'),
        at: clock.now(),
        work: hash(options.work),
    };
    await records.append([key], me);
    const seen = await records.read<History[number]>(key);
    const done = settled(seen, me.work);
    if (done) {
        return done;
    }
    const ticket: Ticket = {
        kind: 'ticket',
        nonce: me.nonce,
        number: 1 + Math.max(0, ...tickets(seen).map(({ number }) => number)),
    };
    await records.append([key], ticket);
    for (let step = 0; step < WAIT_STEPS; step += 1) {
        const history = await records.read<History[number]>(key);
        const result = settled(history, me.work);
        if (result) {
            return result;
        }
        if (isServed(history, ticket, clock.now())) {
            return finish(records, key, options, history, me);
        }
        await new Promise((resolve) => setTimeout(resolve, WAIT_STEP_MS));
    }
    throw new AppError('in_progress', 'An earlier call with this idempotencyKey is still at work.', {
        field: 'idempotencyKey',
        hint: 'Repeat the same call with the same key a little later.',
        retryAfterMs: 5_000,
    });
}

async function finish(records: Records, key: string, options: OnceOptions, history: History, me: Enter): Promise<Once> {
    const others = entries(history).filter(({ nonce }) => nonce !== me.nonce);
    const since = Math.min(...others.map(({ at }) => at));
    const earlier = others.length > 0 ? await options.recall(since) : undefined;
    const value = earlier ?? (await options.run());
    const result: Result = { kind: 'result', value };
    await records.append([key], result);
    return { value, isRepeat: earlier !== undefined };
}

function settled(history: History, work: string): Once | undefined {
    if (entries(history).some((entry) => entry.work !== work)) {
        throw new AppError('invalid_input', 'This idempotencyKey was used before, for something else.', {
            field: 'idempotencyKey',
            hint: 'Use a new key for each new message, and the old one only to repeat the same call.',
        });
    }
    const result = history.find((record): record is Result => record.kind === 'result');
    return result && { value: result.value, isRepeat: true };
}

/** Our turn: nobody alive is still choosing a ticket, nobody alive holds a lower one. */
function isServed(history: History, mine: Ticket, now: number): boolean {
    const held = new Map(tickets(history).map((ticket) => [ticket.nonce, ticket]));
    const others = entries(history).filter(({ nonce, at }) => nonce !== mine.nonce && now - at < LIFETIME_MS);
    return others.every(({ nonce }) => {
        const theirs = held.get(nonce);
        return (
            theirs !== undefined &&
            (theirs.number > mine.number || (theirs.number === mine.number && nonce > mine.nonce))
        );
    });
}

const entries = (history: History) => history.filter((record): record is Enter => record.kind === 'enter');

const tickets = (history: History) => history.filter((record): record is Ticket => record.kind === 'ticket');

const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);
