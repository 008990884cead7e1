import { createDirectRoom, createRoom, requireUser } from '../server/create-room';
import { Refusal } from '../server/errors';
import { invite, join, kick, leave } from '../server/membership';
import { countAfter, history } from '../server/message-queries';
import type { RoomDoc, UserDoc } from '../store/documents';
import type { Api, Call } from './api';
import { findRoom, findUser } from './finders';
import { date, flag, paging, requiredText, text, texts } from './parameters';

/** `channels.*`, `groups.*` and `im.*` */
export function addChannelRoutes(api: Api): void {
    for (const [family, kind, answer] of [
        ['channels', 'c', 'channel'],
        ['groups', 'p', 'group'],
    ] as const) {
        api.post(`/${family}.create`, (call) => ({ [answer]: create(call, kind) }));
        api.post(`/${family}.invite`, (call) => {
            const room = findRoom(call.world, call.user, call.body, kind, { writable: true });
            for (const user of invitedUsers(call)) invite(call.world, room, call.user, user);
            return { [answer]: call.world.store.rooms.get(room._id) };
        });
        api.post(`/${family}.kick`, async (call) => {
            const room = findRoom(call.world, call.user, call.body, kind);
            await kick(call.world, room, call.user, findUser(call.world, call.body));
            return { [answer]: call.world.store.rooms.get(room._id) };
        });
        api.get(`/${family}.history`, (call) => readHistory(call, findRoom(call.world, call.user, call.query, kind)));
    }

    api.post('/channels.join', ({ world, user, body }) => {
        const room = findRoom(world, user, body, 'c', { writable: true });
        join(world, room, user);
        return { channel: world.store.rooms.get(room._id) };
    });

    for (const [family, kind] of [
        ['channels', 'c'],
        ['groups', 'p'],
    ] as const) {
        api.post(`/${family}.leave`, async ({ world, user, body }) => {
            const room = findRoom(world, user, body, kind);
            await leave(world, room, user);
            return kind === 'c' ? { channel: world.store.rooms.get(room._id) } : {};
        });
    }

    api.post('/im.create', ({ world, user, body }) => {
        const usernames = [...texts(body, 'usernames'), ...(text(body, 'username') ? [text(body, 'username')!] : [])];
        if (usernames.length === 0)
            throw new Refusal('error-room-not-found', 'The required "username" or "usernames" param was not provided');
        const room = createDirectRoom(world, user, usernames);
        return { room: { ...room, rid: room._id } };
    });

    api.get('/im.history', (call) => readHistory(call, findRoom(call.world, call.user, call.query, 'd')));
}

function create({ world, user, body }: Call, t: 'c' | 'p'): RoomDoc {
    const extra = (body.extraData ?? {}) as { topic?: string; description?: string; announcement?: string };
    const input = {
        t,
        name: requiredText(body, 'name'),
        ro: flag(body, 'readOnly'),
        topic: extra.topic,
        description: extra.description,
        announcement: extra.announcement,
        ...(body.customFields !== undefined && { customFields: body.customFields as Record<string, unknown> }),
    };
    const members = texts(body, 'members');
    for (const username of members) requireUser(world, username);
    return createRoom(world, user, input, members);
}

function invitedUsers({ world, body }: Call): UserDoc[] {
    const many = [
        ...texts(body, 'userIds').map((userId) => findUser(world, { userId })),
        ...texts(body, 'usernames').map((username) => findUser(world, { username })),
    ];
    return many.length > 0 ? many : [findUser(world, body)];
}

function readHistory({ world, query }: Call, room: RoomDoc): object {
    const { offset, count } = paging({ query }, 20);
    const latest = date(query, 'latest') ?? world.clock.now();
    const oldest = date(query, 'oldest');
    const messages = history(world, room._id, {
        latest,
        oldest,
        inclusive: flag(query, 'inclusive'),
        offset,
        count,
        showThreadMessages: flag(query, 'showThreadMessages', true),
    });
    if (!flag(query, 'unreads') || !oldest) return { messages };
    const firstUnread = messages.at(-1);
    const all = countAfter(world, room._id, oldest);
    return { messages, firstUnread, unreadNotLoaded: Math.max(0, all - messages.length) };
}
