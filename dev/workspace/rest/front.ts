import express, { type ErrorRequestHandler, type Express, type RequestHandler, Router } from 'express';
import { controls } from '../controls/controls';
import type { Server } from '../server/server';
import { Api } from './api';
import { appEndpoints } from './app-endpoints';
import { addAppRoutes } from './apps';
import { addChannelRoutes } from './channels';
import { addChatRoutes } from './chat';
import { errorPage } from './error-page';
import { interactions } from './interactions';
import { addLoginRoutes } from './login';
import { RateLimiter } from './rate-limiter';
import { addRoomRoutes } from './rooms';
import { addUploadRoutes, serveEmoji, serveUpload } from './uploads';
import { addUserRoutes } from './users';
import { addInfoRoute, addWorkspaceRoutes } from './workspace-routes';

/** Everything one instance answers over HTTP. */
export function createFront(server: Server, instance: number, options: { restLimit: boolean }): Express {
    const front = express();
    front.disable('x-powered-by');
    front.use(commonHeaders);
    front.use('/_workspace', controls(server));
    front.use('/api/apps/ui.interaction', interactions(server, instance));
    front.use('/api/apps', onlyEndpoints(appEndpoints(server, instance)));
    front.use('/api/apps', apps(server, instance));
    front.use('/api/v1', rest(server, instance, options.restLimit ? new RateLimiter() : undefined));
    front.use('/api', info(server, instance));
    front.get('/file-upload/:id/:name', serveUpload(server.worlds[instance]!));
    front.get('/emoji-custom/:name.png', serveEmoji(server.worlds[instance]!));
    front.use(webClient, errorPage);
    return front;
}

/** The body parsers of app endpoints must not see what is meant for the routes that manage apps. */
function onlyEndpoints(router: Router): RequestHandler {
    return (request, response, next) => {
        if (/^\/(public|private)\//.test(request.path)) router(request, response, next);
        else next();
    };
}

function rest(server: Server, instance: number, limiter?: RateLimiter): Router {
    const router = restRouter();
    const api = new Api(router, server, instance, limiter);
    addInfoRoute(api, '/info');
    addLoginRoutes(api);
    addUserRoutes(api);
    addChannelRoutes(api);
    addRoomRoutes(api);
    addChatRoutes(api);
    addUploadRoutes(api);
    addWorkspaceRoutes(api);
    router.use(noSuchEndpoint);
    return router;
}

function apps(server: Server, instance: number): Router {
    const router = restRouter();
    addAppRoutes(new Api(router, server, instance));
    router.use(noSuchEndpoint);
    return router;
}

function info(server: Server, instance: number): Router {
    const router = restRouter();
    addInfoRoute(new Api(router, server, instance), '/info');
    router.use(noSuchEndpoint);
    return router;
}

function restRouter(): Router {
    const router = Router();
    router.use(express.json({ limit: '50mb' }), express.urlencoded({ extended: true, limit: '50mb' }), badBody);
    return router;
}

const badBody: ErrorRequestHandler = (error: { status?: number; message: string }, _request, response, _next) => {
    response.status(error.status ?? 400).json({ success: false, error: error.message });
};

const noSuchEndpoint: RequestHandler = (_request, response) => {
    response.status(404).json({ status: 'error', message: 'API endpoint does not exist' });
};

const commonHeaders: RequestHandler = (_request, response, next) => {
    response.set({ 'X-XSS-Protection': '1', 'X-Content-Type-Options': 'nosniff' });
    next();
};

/** The web client takes every other address: a page for GET, 405 for other verbs. */
const webClient: RequestHandler = (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') response.status(405).end();
    else response.type('html').send('<!DOCTYPE html><html><head><title>Rocket.Chat</title></head><body></body></html>');
};
