import type { Request, RequestHandler } from 'express';
import { userByToken } from '../server/accounts';
import { Refusal } from '../server/errors';
import { canRead } from '../server/room-access';
import { setting } from '../server/settings';
import { postUpload, storeUpload, uploadData } from '../server/uploads';
import type { World } from '../server/world';
import type { Api } from './api';
import { authenticated } from './authentication';
import { readForm } from './form';
import { text } from './parameters';

/** `rooms.media` (upload a file) and `rooms.mediaConfirm` (post it). */
export function addUploadRoutes(api: Api): void {
    api.post('/rooms.media/:rid', async ({ world, user, params, request }) => {
        const { file } = await readForm(request, 'file', setting<number>(world, 'FileUpload_MaxFileSize'));
        if (!file) throw new Refusal('invalid-field', "Invalid 'file' field");
        const upload = storeUpload(
            world,
            { name: file.name, type: file.type, rid: params.rid!, userId: user._id },
            file.data,
        );
        return { file: { _id: upload._id, url: upload.path } };
    });

    api.post('/rooms.mediaConfirm/:rid/:fileId', ({ world, user, params, body }) => {
        const { uploads, messages } = world.store;
        const upload = uploads.get(params.fileId!);
        const isShown = messages.inRoom(params.rid!).some(({ file }) => file?._id === upload?._id);
        if (!upload || upload.rid !== params.rid || upload.userId !== user._id || isShown) {
            throw new Refusal('invalid-file');
        }
        const name = text(body, 'fileName');
        const description = text(body, 'description');
        const confirmed = uploads.update(upload._id, { ...(name && { name }), ...(description && { description }) })!;
        const message = { msg: text(body, 'msg') ?? '', tmid: text(body, 'tmid'), description };
        return { message: postUpload(world, user, confirmed, message) };
    });
}

/** `GET /file-upload/:id/:name`: the bytes, for those who may read the room. */
export function serveUpload(world: World): RequestHandler {
    return (request, response) => {
        const upload = world.store.uploads.get(request.params.id!);
        if (!upload) return void response.status(404).end();
        const user = authenticated(world, request) ?? userByQueryOrCookie(world, request);
        const room = world.store.rooms.get(upload.rid);
        const isProtected = setting<boolean>(world, 'FileUpload_ProtectFiles');
        if (isProtected && !(user && room && canRead(world, room, user))) return void response.status(403).end();
        response.set({
            'Content-Type': upload.type,
            'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(upload.name)}`,
            'Cache-Control': 'no-cache',
            'Last-Modified': upload.uploadedAt.toUTCString(),
        });
        return void response.end(uploadData(world, upload));
    };
}

/** `GET /emoji-custom/:name.png`: the image of a custom emoji, for everybody. */
export function serveEmoji(world: World): RequestHandler {
    return (request, response) => {
        const image = world.store.blobs.get(`emoji/${request.params.name}`);
        if (image) response.type('png').end(image);
        else response.status(404).end();
    };
}

function userByQueryOrCookie(world: World, request: Request): ReturnType<typeof userByToken> {
    const cookies = Object.fromEntries(
        (request.get('cookie') ?? '').split(';').map((pair) => pair.trim().split('=', 2) as [string, string]),
    );
    const userId = text(request.query, 'rc_uid') ?? cookies.rc_uid;
    const token = text(request.query, 'rc_token') ?? cookies.rc_token;
    return userId && token ? userByToken(world, userId, decodeURIComponent(token)) : undefined;
}
