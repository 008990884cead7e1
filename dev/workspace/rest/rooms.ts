import type { TombstoneDoc } from '../store/store';
import { cleanHistory, eraseRoom } from '../server/delete-room';
import { Refusal } from '../server/errors';
import { canRead } from '../server/room-access';
import { markRead, markUnread } from '../server/subscriptions';
import { type Api, type Call, failure } from './api';
import { roomNamed } from './finders';
import { date, flag, requiredDate, requiredText, text, texts } from './parameters';

/** `rooms.*` (uploads aside) and `subscriptions.*` */
export function addRoomRoutes(api: Api): void {
    api.get('/rooms.get', (call) => {
        const { rooms, subscriptions } = call.world.store;
        const mine = subscriptions.ofUser(call.user._id).flatMap(({ rid }) => rooms.get(rid) ?? []);
        return changesSince(call, mine, 'room');
    });

    api.get('/subscriptions.get', (call) =>
        changesSince(call, call.world.store.subscriptions.ofUser(call.user._id), 'subscription'),
    );

    api.get('/rooms.info', ({ world, user, query }) => {
        const room = roomNamed(world, query);
        if (!room || !canRead(world, room, user)) throw failure({ error: 'not-allowed', errorType: 'Not Allowed' });
        const parent = room.prid ? world.store.rooms.get(room.prid) : undefined;
        const team = room.teamId ? world.store.teams.get(room.teamId) : undefined;
        return {
            room,
            ...(parent && { parent: { _id: parent._id, name: parent.name, fname: parent.fname, t: parent.t } }),
            ...(team && { team: { _id: team._id, name: team.name, type: team.type, roomId: team.roomId } }),
        };
    });

    api.post('/rooms.delete', ({ world, user, body }) => {
        const room = world.store.rooms.get(requiredText(body, 'roomId'));
        if (!room || !canRead(world, room, user)) throw new Refusal('error-invalid-room', 'Invalid room');
        eraseRoom(world, room, user);
    });

    api.post('/rooms.cleanHistory', ({ world, user, body }) => {
        const room = roomNamed(world, body);
        if (!room || !canRead(world, room, user))
            throw failure({ error: 'User does not have access to the room [error-not-allowed]' });
        const count = cleanHistory(world, room._id, user, {
            latest: requiredDate(body, 'latest'),
            oldest: requiredDate(body, 'oldest'),
            inclusive: flag(body, 'inclusive'),
            limit: Number(body.limit ?? 0),
            excludePinned: flag(body, 'excludePinned'),
            ignoreDiscussion: flag(body, 'ignoreDiscussion'),
            ignoreThreads: flag(body, 'ignoreThreads'),
            filesOnly: flag(body, 'filesOnly'),
            usernames: texts(body, 'users'),
        });
        return { _id: room._id, count };
    });

    api.post('/subscriptions.read', ({ world, user, body }) => {
        const rid = text(body, 'rid') ?? requiredText(body, 'roomId');
        markRead(world, rid, user._id, flag(body, 'readThreads'));
    });

    api.post('/subscriptions.unread', ({ world, user, body }) => {
        const first = body.firstUnreadMessage as { _id?: string } | undefined;
        markUnread(world, user, first?._id ? { messageId: first._id } : { rid: requiredText(body, 'roomId') });
    });
}

/** `{ update, remove }`: everything, or with `updatedSince` what changed or went since. */
function changesSince(
    { world, user, query }: Call,
    documents: Array<{ _updatedAt: Date }>,
    kind: TombstoneDoc['kind'],
): object {
    const since = date(query, 'updatedSince');
    if (!since) return { update: documents, remove: [] };
    const gone = world.store.tombstones.filter(
        (tombstone) =>
            tombstone.kind === kind && tombstone.deletedAt > since && tombstone.userIds?.includes(user._id) === true,
    );
    return {
        update: documents.filter(({ _updatedAt }) => _updatedAt > since),
        remove: gone.map(({ _id, deletedAt }) => ({ _id, _deletedAt: deletedAt })),
    };
}
