import type { MessageQuery } from '../ports';
import type { MessageDoc, UserDoc } from '../store/documents';
import { firstAfter, firstAtOrAfter } from '../store/timeline';
import type { World } from './world';

/** What apps get to read of a room: visible, untyped, and unless wished otherwise replies too. */
export function readableMessages(world: World, rid: string, query: MessageQuery): MessageDoc[] {
    const timeline = world.store.messages.inRoom(rid);
    return page(timeline, query, ({ _hidden, t, tmid }) => {
        return _hidden !== true && t === undefined && (query.showThreadMessages || tmid === undefined);
    });
}

/** Applies sort, skip and limit while filtering, so that a page of a big room does not copy the room. */
export function page(
    messages: readonly MessageDoc[],
    { sort, skip, limit }: Pick<MessageQuery, 'sort' | 'skip' | 'limit'>,
    fits: (message: MessageDoc) => boolean = () => true,
): MessageDoc[] {
    const found: MessageDoc[] = [];
    const wanted = limit === 0 ? Infinity : Math.abs(limit);
    const isDescending = sort?.ts === -1;
    let toSkip = skip;
    for (let step = 0; step < messages.length && found.length < wanted; step += 1) {
        const message = messages[isDescending ? messages.length - 1 - step : step]!;
        if (!fits(message)) continue;
        if (toSkip > 0) toSkip -= 1;
        else found.push(message);
    }
    return found;
}

export interface HistoryQuery {
    latest: Date;
    oldest?: Date;
    inclusive: boolean;
    offset: number;
    count: number;
    showThreadMessages: boolean;
}

/** A room's history as people page through it: newest first, system messages included, hidden ones not. */
export function history(world: World, rid: string, query: HistoryQuery): MessageDoc[] {
    const timeline = world.store.messages.inRoom(rid) as MessageDoc[];
    const { latest, oldest, inclusive } = query;
    const end = inclusive ? firstAfter(timeline, latest) : firstAtOrAfter(timeline, latest);
    const start = !oldest ? 0 : inclusive ? firstAtOrAfter(timeline, oldest) : firstAfter(timeline, oldest);
    const isShown = ({ _hidden, tmid, tshow }: MessageDoc): boolean =>
        _hidden !== true && (query.showThreadMessages || !tmid || tshow === true);
    const range = timeline.slice(start, end);
    return page(range, { sort: { ts: -1 }, skip: query.offset, limit: query.count }, isShown);
}

/** How many messages came after the given one but are not in `shown`. */
export function countAfter(world: World, rid: string, since: Date): number {
    const timeline = world.store.messages.inRoom(rid) as MessageDoc[];
    return timeline.length - firstAfter(timeline, since);
}

/**
 * The product's own message search in one room: words in any order and form of case (one is enough, a quoted phrase
 * must be there), or `/a regular expression/flags`; `from:name` and `mention:name` narrow. Newest first.
 */
export function searchRoom(
    world: World,
    rid: string,
    text: string,
    user: UserDoc,
    offset: number,
    count: number,
): MessageDoc[] {
    const { people, mentioned, rest } = readFilters(text, user);
    const fitsText = matcher(rest);
    if (people.length + mentioned.length === 0 && rest === '') return [];
    return page(world.store.messages.inRoom(rid), { sort: { ts: -1 }, skip: offset, limit: count }, (message) => {
        return (
            message.t !== 'rm' &&
            message._hidden !== true &&
            (people.length === 0 || people.includes(message.u.username)) &&
            mentioned.every((name) => message.mentions?.some(({ username }) => username === name)) &&
            fitsText(message)
        );
    });
}

function readFilters(text: string, user: UserDoc): { people: string[]; mentioned: string[]; rest: string } {
    const people: string[] = [];
    const mentioned: string[] = [];
    const rest = text.replace(/(?:^|\s)(from|mention):@?([\w.-]+)/gi, (_match, filter: string, name: string) => {
        (filter.toLowerCase() === 'from' ? people : mentioned).push(name === 'me' ? user.username : name);
        return '';
    });
    return { people, mentioned, rest: rest.trim() };
}

function matcher(text: string): (message: MessageDoc) => boolean {
    const asRegex = /^\/(.+)\/([imxs]*)$/.exec(text);
    if (asRegex) {
        const pattern = new RegExp(asRegex[1]!, asRegex[2]!.replace('x', ''));
        return (message) => pattern.test(message.msg);
    }
    // Chinese, Japanese and Korean text has no blanks between words.
    if (/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u.test(text)) {
        return ({ msg }) => msg.includes(text);
    }
    const phrases = [...text.matchAll(/"([^"]+)"/g)].map(([, phrase]) => phrase!.toLowerCase());
    const words = wordsOf(text.replace(/"[^"]*"/g, ' '));
    return (message) => {
        const body = message.msg.toLowerCase();
        if (!phrases.every((phrase) => body.includes(phrase))) return false;
        return phrases.length > 0 || words.length === 0 || wordsOf(body).some((word) => words.includes(word));
    };
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
