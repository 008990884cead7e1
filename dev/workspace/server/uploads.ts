import type { AttachmentDoc, FileRef, MessageDoc, UploadDoc, UserDoc } from '../store/documents';
import { Refusal } from './errors';
import { randomId } from './ids';
import { requireWritable } from './room-access';
import { sendMessage } from './send-message';
import { setting } from './settings';
import type { World } from './world';

export type StoredUpload = Omit<UploadDoc, 'data'>;

export interface UploadDetails {
    name: string;
    type?: string;
    rid: string;
    userId: string;
}

/** Stores a file that no message shows yet. Checks that the user may post in the room, and the size limit. */
export function storeUpload(world: World, { name, type, rid, userId }: UploadDetails, data: Buffer): StoredUpload {
    const user = world.store.users.get(userId);
    if (!user) throw new Refusal('error-invalid-user', 'Invalid user');
    requireWritable(world, rid, user);
    if (!setting<boolean>(world, 'FileUpload_Enabled'))
        throw new Refusal('error-file-upload-disabled', 'File upload disabled');
    if (data.length > setting<number>(world, 'FileUpload_MaxFileSize')) {
        throw new Refusal('error-file-too-large', 'File exceeds allowed size');
    }
    const upload = uploadRecord({ name, type, rid, userId }, data.length, randomId(), world.clock.now());
    world.store.blobs.put(blobKey(upload._id), data);
    return world.store.uploads.insert(upload);
}

/** The record of a complete upload. */
export function uploadRecord(details: UploadDetails, size: number, id: string, now: Date): StoredUpload {
    const path = `/file-upload/${id}/${encodeURIComponent(details.name)}`;
    return {
        _id: id,
        name: details.name,
        type: details.type ?? 'application/octet-stream',
        size,
        rid: details.rid,
        userId: details.userId,
        store: 'GridFS:Uploads',
        url: path,
        path,
        complete: true,
        uploadedAt: now,
        _updatedAt: now,
    };
}

/** Posts the message that shows an upload. */
export function postUpload(
    world: World,
    user: UserDoc,
    upload: StoredUpload,
    message: Pick<Partial<MessageDoc>, 'msg' | 'tmid'> & { description?: string } = {},
): MessageDoc {
    const { description, ...rest } = message;
    return sendMessage(world, user._id, { ...rest, rid: upload.rid, ...fileParts(upload, description) });
}

/** `file`, `files` and `attachments` of the message that shows an upload. */
export function fileParts(
    upload: StoredUpload,
    description?: string,
): Required<Pick<MessageDoc, 'file' | 'files' | 'attachments'>> {
    const format = upload.name.includes('.') ? upload.name.split('.').at(-1) : undefined;
    const file: FileRef = { _id: upload._id, name: upload.name, type: upload.type, size: upload.size, format };
    const attachment: AttachmentDoc = {
        ts: upload.uploadedAt,
        title: upload.name,
        title_link: upload.path,
        title_link_download: true,
        type: 'file',
        ...(description && { description }),
        ...(upload.type.startsWith('image/') && {
            image_url: upload.path,
            image_type: upload.type,
            image_size: upload.size,
        }),
    };
    return { file, files: [file], attachments: [attachment] };
}

/** The bytes. Those of a seeded file that came without content are made up: right length, recognisable text. */
export function uploadData(world: World, upload: StoredUpload): Buffer {
    return world.store.blobs.get(blobKey(upload._id)) ?? Buffer.alloc(upload.size, `${upload.name}\n`);
}

export function dropUpload(world: World, id: string): void {
    world.store.uploads.remove(id);
    world.store.blobs.remove(blobKey(id));
}

export const blobKey = (uploadId: string): string => `upload/${uploadId}`;
