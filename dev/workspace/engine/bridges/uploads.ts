import type { IUpload } from '@rocket.chat/apps-engine/definition/uploads';
import type { IUploadDetails } from '@rocket.chat/apps-engine/definition/uploads/IUploadDetails';
import { UploadBridge } from '@rocket.chat/apps-engine/server/bridges/UploadBridge';
import type { ServerPort } from '../../ports';
import { uploadToApp } from '../converters/uploads';

/** Files: read whole, never in ranges; an upload posts its message as the given user. */
export class UploadsBridge extends UploadBridge {
    constructor(private readonly port: ServerPort) {
        super();
    }

    protected async getById(id: string): Promise<IUpload> {
        const upload = await this.port.uploads.getById(id);
        return (upload ? await uploadToApp(this.port, upload) : undefined) as IUpload;
    }

    protected async getBuffer(upload: IUpload): Promise<Buffer> {
        const data = await this.port.uploads.data(upload.id);
        if (!data) {
            throw new Error(`There is no file with the id "${upload.id}".`);
        }
        return data;
    }

    protected async createUpload(details: IUploadDetails, buffer: Buffer): Promise<IUpload> {
        if (!details.userId) {
            throw new Error('Uploads of visitors are not available in this workspace.');
        }
        const { name, type, rid, userId } = details;
        return uploadToApp(this.port, await this.port.uploads.create({ name, type, rid, userId }, buffer));
    }
}
