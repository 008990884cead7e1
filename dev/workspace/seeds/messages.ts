import type { MessageDoc, UserDoc, UserRef } from '../store/documents';
import { randomId } from '../server/ids';
import { mentionsOf, parseText } from '../server/mentions';
import { blobKey, fileParts, uploadRecord } from '../server/uploads';
import type { World } from '../server/world';
import type { SeedMessage } from './format';
import { dateOf, requireSeedRoom, requireSeedUser, type Seeding } from './seeding';

/** Inserts a message as it would be stored today; what it does to counters is settled at the end of the seed. */
export function insertSeedMessage({ world, rooms }: Seeding, seed: SeedMessage): void {
    const room = requireSeedRoom(rooms, seed.room);
    const author = requireSeedUser(world, seed.user);
    const ts = dateOf(seed.ts, 'ts');
    const editedAt = seed.edited === undefined ? undefined : dateOf(seed.edited, 'edited');
    const u = authorOf(author);
    const id = seed.id ?? randomId();
    if (world.store.messages.has(id)) throw new Error(`there is a message "${id}" already`);
    const message: MessageDoc = {
        _id: id,
        rid: room._id,
        msg: seed.text,
        ts,
        u,
        _updatedAt: editedAt ?? ts,
        ...(seed.type !== 'e2e' && parseText(world, seed.text)),
    };
    if (seed.type !== undefined) message.t = seed.type;
    if (seed.thread !== undefined) message.tmid = rootOf(world, seed.thread, room._id);
    if (seed.tshow) message.tshow = true;
    if (editedAt) Object.assign(message, { editedAt, editedBy: { _id: u._id, username: u.username } });
    if (seed.mentions)
        message.mentions = mentionsOf(
            world,
            seed.mentions.map((name) => name.replace(/^@/, '')),
        );
    if (seed.file) Object.assign(message, insertFile(world, seed.file, message));
    if (seed.attachments) message.attachments = [...(message.attachments ?? []), ...seed.attachments];
    if (seed.reactions) message.reactions = reactionsOf(world, seed.reactions);
    if (seed.pinned) Object.assign(message, { pinned: true, pinnedAt: ts, pinnedBy: u });
    if (seed.fields) Object.assign(message, seed.fields);
    world.store.messages.insert(message);
}

/** One object an author, shared by all their messages: it matters with a million of them. */
const authors = new WeakMap<UserDoc, UserRef>();

function authorOf(user: UserDoc): UserRef {
    let ref = authors.get(user);
    if (!ref) authors.set(user, (ref = { _id: user._id, username: user.username, name: user.name }));
    return ref;
}

function rootOf(world: World, thread: string, rid: string): string {
    const root = world.store.messages.get(thread);
    if (!root) throw new Error(`unknown thread "${thread}"`);
    if (root.rid !== rid) throw new Error(`thread "${thread}" is in another room`);
    return root.tmid ?? root._id;
}

function insertFile(
    world: World,
    file: NonNullable<SeedMessage['file']>,
    message: MessageDoc,
): Pick<MessageDoc, 'file' | 'files' | 'attachments'> {
    const data = file.data === undefined ? undefined : Buffer.from(file.data, 'base64');
    const details = { name: file.name, type: file.type, rid: message.rid, userId: message.u._id };
    const record = uploadRecord(details, data?.length ?? file.size, randomId(), message.ts);
    const upload = { ...record, ...(file.description && { description: file.description }) };
    world.store.uploads.insert(upload);
    if (data) world.store.blobs.put(blobKey(upload._id), data);
    return fileParts(upload, file.description);
}

function reactionsOf(world: World, seed: Record<string, string[]>): MessageDoc['reactions'] {
    return Object.fromEntries(
        Object.entries(seed).map(([emoji, usernames]) => {
            for (const username of usernames) requireSeedUser(world, username);
            return [`:${emoji.replaceAll(':', '')}:`, { usernames }];
        }),
    );
}
