import type { AttachmentDoc, MessageDoc, RoomDoc } from '../store/documents';
import { createDirectRoom } from '../server/create-room';
import { deleteAsPerson } from '../server/delete-message';
import { Refusal } from '../server/errors';
import { follow } from '../server/follow';
import { join } from '../server/membership';
import { page, searchRoom } from '../server/message-queries';
import { react } from '../server/reactions';
import { requireReadable } from '../server/room-access';
import { type Draft, sendMessage } from '../server/send-message';
import { editMessage } from '../server/update-message';
import { type Api, type Call, failure } from './api';
import { flag, paging, requiredDate, requiredText, text, texts } from './parameters';

/** `chat.*` */
export function addChatRoutes(api: Api): void {
    addWriting(api);
    addReading(api);
}

function addWriting(api: Api): void {
    api.post('/chat.postMessage', (call) => {
        const { world, user, body } = call;
        const targets = body.roomId === undefined ? texts(body, 'channel') : texts(body, 'roomId');
        if (targets.length === 0)
            throw new Refusal('error-invalid-channel', 'The channel or roomId parameter is required');
        const messages = targets.map((target) => {
            const room = postingTarget(call, target);
            return sendMessage(world, user._id, {
                rid: room._id,
                msg: text(body, 'text') ?? text(body, 'msg'),
                alias: text(body, 'alias'),
                emoji: text(body, 'emoji'),
                avatar: text(body, 'avatar'),
                tmid: text(body, 'tmid'),
                ...(body.tshow !== undefined && { tshow: flag(body, 'tshow') }),
                attachments: body.attachments as AttachmentDoc[] | undefined,
                parseUrls: flag(body, 'parseUrls', true),
                groupable: false,
                customFields: body.customFields as Record<string, unknown> | undefined,
            });
        });
        const message = messages[0]!;
        return { ts: message.ts.getTime(), channel: targets[0], message };
    });

    api.post('/chat.sendMessage', ({ world, user, body }) => {
        const given = body.message as (Partial<MessageDoc> & { rid?: string }) | undefined;
        if (!given?.rid) throw new Refusal('error-invalid-params', 'The "message" parameter must have a "rid"');
        if (given.t && given.t !== 'e2e') throw new Refusal("Cannot send system messages using 'sendMessage'");
        const draft: Draft = { ...given, rid: given.rid, ...(given.ts && { ts: new Date(given.ts) }) };
        return { message: sendMessage(world, user._id, draft) };
    });

    api.post('/chat.update', ({ world, user, body }) => {
        const message = messageIn(world, requiredText(body, 'msgId'), requiredText(body, 'roomId'));
        const customFields = body.customFields as Record<string, unknown> | undefined;
        const changes = { msg: requiredText(body, 'text'), ...(customFields && { customFields }) };
        return { message: editMessage(world, user, message._id, changes) };
    });

    api.post('/chat.delete', ({ world, user, body }) => {
        const message = messageIn(world, requiredText(body, 'msgId'), requiredText(body, 'roomId'));
        deleteAsPerson(world, user, message._id);
        return { _id: message._id, ts: world.clock.now().getTime(), message };
    });

    api.post('/chat.react', ({ world, user, body }) => {
        const messageId = requiredText(body, 'messageId');
        if (!world.store.messages.has(messageId)) {
            throw new Refusal(
                'error-message-not-found',
                'The provided "messageId" does not match any existing message.',
            );
        }
        const emoji = text(body, 'emoji') ?? text(body, 'reaction');
        if (!emoji) throw new Refusal('error-emoji-param-not-provided', 'The required "emoji" param is missing.');
        react(world, user, messageId, emoji, body.shouldReact === undefined ? undefined : flag(body, 'shouldReact'));
    });

    for (const [route, isFollowed] of [
        ['/chat.followMessage', true],
        ['/chat.unfollowMessage', false],
    ] as const) {
        api.post(route, ({ world, user, body }) => follow(world, user, requiredText(body, 'mid'), isFollowed));
    }
}

function addReading(api: Api): void {
    api.get('/chat.getMessage', ({ world, user, query }) => {
        const message = world.store.messages.get(requiredText(query, 'msgId'));
        if (!message) throw failure({});
        requireReadable(world, message.rid, user);
        return { message };
    });

    api.get('/chat.getThreadMessages', ({ world, user, query }) => {
        const { offset, count } = paging({ query });
        const root = world.store.messages.get(requiredText(query, 'tmid'));
        if (!root?.rid) throw new Refusal('error-invalid-message', 'Invalid Message');
        requireReadable(world, root.rid, user);
        const visible = world.store.messages.replies(root._id).filter(({ _hidden }) => !_hidden);
        const messages = page(visible, { skip: offset, limit: count });
        return { messages, count: messages.length, offset, total: visible.length };
    });

    api.get('/chat.search', ({ world, user, query }) => {
        const { offset, count } = paging({ query });
        const roomId = text(query, 'roomId');
        const searchText = text(query, 'searchText');
        if (!roomId)
            throw new Refusal('error-roomId-param-not-provided', 'The required "roomId" query param is missing.');
        if (!searchText)
            throw new Refusal(
                'error-searchText-param-not-provided',
                'The required "searchText" query param is missing.',
            );
        requireReadable(world, roomId, user);
        return { messages: searchRoom(world, roomId, searchText, user, offset, count) };
    });

    api.get('/chat.syncMessages', ({ world, user, query }) => {
        const room = requireReadable(world, requiredText(query, 'roomId'), user);
        const since = requiredDate(query, 'lastUpdate');
        const { messages, tombstones } = world.store;
        const updated = messages.inRoom(room._id).filter(({ _updatedAt, _hidden }) => _updatedAt > since && !_hidden);
        const gone = tombstones.filter(
            ({ kind, rid, deletedAt }) => kind === 'message' && rid === room._id && deletedAt > since,
        );
        const deleted = gone.map(({ _id, deletedAt }) => ({ _id, _deletedAt: deletedAt }));
        return { result: { updated, deleted } };
    });
}

/** `#channel`, `@person`, a room's id or name. Public channels are joined on the way, as the product does. */
function postingTarget({ world, user }: Call, target: string): RoomDoc {
    const { rooms, subscriptions } = world.store;
    if (target.startsWith('@')) return createDirectRoom(world, user, [target.slice(1)]);
    const room = rooms.get(target) ?? rooms.byName(target.replace(/^#/, ''));
    if (!room) throw new Refusal('invalid-channel');
    if (room.t === 'c' && !room.archived && !subscriptions.of(room._id, user._id)) join(world, room, user);
    return room;
}

function messageIn(world: Call['world'], messageId: string, rid: string): MessageDoc {
    const message = world.store.messages.get(messageId);
    if (!message) throw failure({ error: `No message found with the id of "${messageId}".` });
    if (message.rid !== rid) {
        throw failure({ error: 'The room id provided does not match where the message is from.' });
    }
    return message;
}
