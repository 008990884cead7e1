import type { MessageDoc, RoomDoc, UserDoc } from '../store/documents';
import { countMessage, countReply } from './counters';
import { Refusal } from './errors';
import { randomId } from './ids';
import { parseText } from './mentions';
import { hasPermission } from './permissions';
import { requireWritable } from './room-access';
import { setting } from './settings';
import { raise, type World } from './world';

export type Draft = Partial<MessageDoc> & { rid: string };

/**
 * Sends a message as `senderId`, with every check the product makes for that sender. What it refuses is thrown and,
 * as in the product, also shown to the sender as an ephemeral message. The event is raised after the insert and
 * before room, subscriptions and thread root count the message.
 */
export function sendMessage(world: World, senderId: string, draft: Draft): MessageDoc {
    const sender = world.store.users.get(senderId);
    if (!sender) throw new Refusal('error-invalid-user', 'Invalid user');
    checkShape(world, draft);
    const ts = acceptedTime(world, draft.ts);
    const parent = draft.tmid ? world.store.messages.get(draft.tmid) : undefined;
    const rid = parent?.rid ?? draft.rid;
    try {
        const room = requireWritable(world, rid, sender);
        checkEncryption(world, room, draft);
        checkImpersonation(world, room, sender, draft);
        const message = compose(world, sender, room, {
            ...draft,
            ts,
            ...(parent && { tmid: parent.tmid ?? parent._id }),
        });
        checkCalls(world, room, sender, message);
        return deliver(world, room, message);
    } catch (error) {
        if (error instanceof Refusal) {
            const message = { rid, msg: error.reason ?? error.code };
            world.inbox.deliver(senderId, { kind: 'ephemeral', message });
        }
        throw error;
    }
}

/** Inserts a finished message and does everything that follows from it. */
export function deliver(world: World, room: RoomDoc, message: MessageDoc): MessageDoc {
    const { messages } = world.store;
    if (messages.has(message._id)) throw new Refusal('error-message-already-exists', 'Message already exists');
    messages.insert(message);
    raise(world, { name: message.t ? 'IPostSystemMessageSent' : 'IPostMessageSent', message });
    countMessage(world, message, room);
    const root = message.tmid ? messages.get(message.tmid) : undefined;
    if (root) countReply(world, message, root, room);
    if (room.prid) countInDiscussion(world, room, message);
    return message;
}

function checkShape(world: World, draft: Draft): void {
    if (draft.tshow && !draft.tmid) throw new Refusal('invalid-params', 'tshow provided but missing tmid');
    if (draft.tmid && !setting<boolean>(world, 'Threads_enabled'))
        throw new Refusal('error-not-allowed', 'not-allowed');
    if ((draft.msg?.length ?? 0) > setting<number>(world, 'Message_MaxAllowedSize')) {
        throw new Refusal('error-message-size-exceeded', 'Message size exceeds Message_MaxAllowedSize');
    }
}

/** A client's time counts when it is less than ten seconds off, is replaced up to a minute, and is refused beyond. */
function acceptedTime(world: World, ts: Date | undefined): Date {
    const now = world.clock.now();
    if (!ts) return now;
    const skew = Math.abs(ts.getTime() - now.getTime());
    if (!(skew <= 60_000)) throw new Refusal('error-message-ts-out-of-sync', 'Message timestamp is out of sync');
    return skew > 10_000 ? now : ts;
}

function checkEncryption(world: World, room: RoomDoc, draft: Draft): void {
    const mustEncrypt =
        room.encrypted &&
        setting<boolean>(world, 'E2E_Enable') &&
        !setting<boolean>(world, 'E2E_Allow_Unencrypted_Messages');
    if (mustEncrypt && draft.t !== 'e2e') {
        throw new Refusal('error-not-allowed', 'Not allowed to send un-encrypted messages in an encrypted room');
    }
}

function checkImpersonation(world: World, room: RoomDoc, sender: UserDoc, draft: Draft): void {
    if ((draft.alias || draft.avatar) && !hasPermission(world, sender, 'message-impersonate', room._id)) {
        throw new Refusal('Not enough permission');
    }
}

function checkCalls(world: World, room: RoomDoc, sender: UserDoc, message: MessageDoc): void {
    for (const call of ['all', 'here'] as const) {
        const isCalled = message.mentions?.some(({ _id }) => _id === call);
        if (isCalled && !hasPermission(world, sender, `mention-${call}`, room._id)) {
            throw new Refusal('error-action-not-allowed', `Notify ${call} in this room not allowed`);
        }
    }
}

function compose(world: World, sender: UserDoc, room: RoomDoc, draft: Draft & { ts: Date }): MessageDoc {
    const msg = draft.msg ?? '';
    const given = Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined)) as Draft;
    if (given.tshow !== true) delete given.tshow;
    return {
        ...given,
        ...(draft.t === 'e2e' ? {} : parseText(world, msg)),
        _id: draft._id ?? randomId(),
        rid: room._id,
        msg,
        ts: draft.ts,
        u: { _id: sender._id, username: sender.username, name: sender.name },
        _updatedAt: world.clock.now(),
    };
}

/** The message in the parent room that announces a discussion shows how many messages it has and when the last came. */
function countInDiscussion(world: World, room: RoomDoc, message: MessageDoc): void {
    const { messages } = world.store;
    for (const { _id, drid, dcount } of messages.inRoom(room.prid!)) {
        if (drid === room._id) messages.update(_id, { dcount: (dcount ?? 0) + 1, dlm: message.ts });
    }
}
