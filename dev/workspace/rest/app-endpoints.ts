import express, { type Request, type Response, Router } from 'express';
import type { ApiCall } from '../ports';
import type { Server } from '../server/server';
import { authenticated } from './authentication';
import { errorPage } from './error-page';

/**
 * `/api/apps/public/:appId/*` and `/api/apps/private/:appId/:hash/*`: what the apps answer themselves. Bodies go
 * through express's own parsers with their defaults (100 kB, JSON and forms only, HTML errors), the app's reply goes
 * out as one `send`. No REST limiter, no CORS.
 */
export function appEndpoints(server: Server, instance: number): Router {
    const router = Router();
    router.use(express.urlencoded({ extended: true }), express.json());
    router.all('/public/:appId/*', (request, response, next) => {
        forward(server, instance, 'public', request, response).catch(next);
    });
    router.all('/private/:appId/:hash/*', (request, response, next) => {
        forward(server, instance, 'private', request, response).catch(next);
    });
    router.use(errorPage);
    return router;
}

async function forward(
    server: Server,
    instance: number,
    visibility: ApiCall['visibility'],
    request: Request,
    response: Response,
): Promise<void> {
    const { appId, hash, 0: path } = request.params;
    try {
        const reply = await server.engines[instance]!.callApi({
            visibility,
            appId: appId!,
            hash,
            path: path!,
            method: request.method,
            headers: request.headers as Record<string, string>,
            query: request.query,
            content: request.body,
            user: authenticated(server.worlds[instance]!, request) ?? null,
        });
        if (!reply) {
            response.status(404).type('text').send('Not Found');
            return;
        }
        response.set(reply.headers).status(reply.status).send(reply.content);
    } catch (error) {
        response.status(500).send(error instanceof Error ? error.message : String(error));
    }
}
