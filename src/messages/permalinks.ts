import type { Room, RoomType } from '../host/workspace';

/**
 * Links as Rocket.Chat's client writes them, both ways: what `roomLink` and `messageLink` write, `parseLink` reads.
 *
 *   <site>/channel/<name>   <site>/group/<name>   <site>/direct/<room id>   <site>/live/<room id>
 *   …?msg=<message id>      …/thread/<root id>    …/thread/<root id>?msg=<message id>
 *   https://go.rocket.chat/room?host=<site>&path=<any of the above>
 *
 * `<site>` may have a path of its own (an installation below `/chat`).
 */

const routes: Record<RoomType, string> = { channel: 'channel', private: 'group', direct: 'direct', livechat: 'live' };

export interface LinkTarget {
    /** `channel`, `group`, `direct` or `live`, as in the link. */
    route: string;
    /** A room's name or id. */
    room: string;
    threadId?: string;
    messageId?: string;
}

export type ParsedLink = { kind: 'link'; target: LinkTarget } | { kind: 'foreign' } | { kind: 'unknown' };

type LinkedRoom = Pick<Room, 'id' | 'name' | 'type'>;

/** The room's address. Direct messages and unnamed rooms go by their id, and so do `.` and `..`: they mean folders. */
export function roomLink(site: string, room: LinkedRoom): string {
    const isNamed = (room.type === 'channel' || room.type === 'private') && !/^\.{1,2}$/.test(room.name ?? '');
    const named = isNamed ? room.name : undefined;
    return `${site}/${routes[room.type]}/${encodeURIComponent(named ?? room.id)}`;
}

export function messageLink(site: string, room: LinkedRoom, messageId: string): string {
    return `${roomLink(site, room)}?msg=${encodeURIComponent(messageId)}`;
}

/** True for anything that wants to be a web address, whichever server it names. */
export const looksLikeLink = (text: string) => /^[a-z][a-z0-9+.-]*:\/\//i.test(text.trim());

/**
 * Takes a link apart. `foreign`: another server's; `unknown`: this server's, but not a room, message or thread.
 * The scheme and the letter case of host and route do not count; the port does. Never throws.
 */
export function parseLink(site: string, text: string): ParsedLink {
    const url = toUrl(text.trim());
    const home = toUrl(site);
    if (!url || !home) {
        return { kind: 'unknown' };
    }
    if (url.hostname === 'go.rocket.chat' && home.hostname !== 'go.rocket.chat') {
        return parseUniversalLink(site, url);
    }
    const base = home.pathname.replace(/\/+$/, '');
    if (hostOf(url) !== hostOf(home) || !isBelow(url.pathname, base)) {
        return { kind: 'foreign' };
    }
    return parsePath(url.pathname.slice(base.length), url.searchParams);
}

/** Mobile links: the server in `host`, everything after it in `path`. */
function parseUniversalLink(site: string, url: URL): ParsedLink {
    const host = url.searchParams.get('host');
    const path = url.searchParams.get('path');
    if (!host || !path) {
        return { kind: 'unknown' };
    }
    const address = looksLikeLink(host) ? host : `https://${host}`;
    return parseLink(site, `${address.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`);
}

function parsePath(path: string, query: URLSearchParams): ParsedLink {
    const [route = '', room = '', part, root, ...rest] = path.split('/').filter(Boolean).map(decode);
    const isRoute = Object.values(routes).includes(route.toLowerCase());
    const isThread = part === 'thread' && Boolean(root);
    if (!isRoute || !room || rest.length > 0 || (part !== undefined && !isThread)) {
        return { kind: 'unknown' };
    }
    return {
        kind: 'link',
        target: {
            route: route.toLowerCase(),
            room,
            ...(isThread ? { threadId: root } : {}),
            ...(query.get('msg') ? { messageId: query.get('msg')! } : {}),
        },
    };
}

const isBelow = (path: string, base: string) => base === '' || path === base || path.startsWith(`${base}/`);

/** Host and port; the schemes' own ports count as none, so http and https links to one host are the same. */
const hostOf = (url: URL) => `${url.hostname.toLowerCase()}:${['80', '443'].includes(url.port) ? '' : url.port}`;

function toUrl(text: string): URL | undefined {
    try {
        return new URL(text);
    } catch {
        return undefined;
    }
}

function decode(segment: string): string {
    try {
        return decodeURIComponent(segment);
    } catch {
        return segment;
    }
}
