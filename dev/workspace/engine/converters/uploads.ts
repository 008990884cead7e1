import type { IUpload } from '@rocket.chat/apps-engine/definition/uploads';
import type { ServerPort } from '../../ports';
import type { UploadDoc } from '../../store/documents';
import { convertFields, take } from './fields';
import { roomToAppById } from './rooms';
import { userToAppOrNone } from './users';

/** A file's description with its room and uploader looked up; the bytes are read apart. */
export async function uploadToApp(port: ServerPort, upload: Omit<UploadDoc, 'data'>): Promise<IUpload> {
    return (await convertFields(upload, {
        id: '_id',
        name: 'name',
        size: 'size',
        type: 'type',
        store: 'store',
        description: 'description',
        complete: 'complete',
        uploading: 'uploading',
        extension: 'extension',
        progress: 'progress',
        etag: 'etag',
        path: 'path',
        token: 'token',
        url: 'url',
        updatedAt: '_updatedAt',
        uploadedAt: 'uploadedAt',
        room: (rest) => roomToAppById(port, take<string>(rest, 'rid')),
        user: async (rest) => userToAppOrNone(await port.users.getById(take<string>(rest, 'userId'))),
    })) as unknown as IUpload;
}
