import type { Request, RequestHandler, Response, Router } from 'express';
import type { UserDoc } from '../store/documents';
import { Refusal } from '../server/errors';
import { hasPermission, type Permission } from '../server/permissions';
import type { Server } from '../server/server';
import type { World } from '../server/world';
import { authenticated } from './authentication';
import type { RateLimiter } from './rate-limiter';

/** One call of a REST route. */
export interface Call {
    server: Server;
    /** The instance that serves the call. */
    instance: number;
    world: World;
    user: UserDoc;
    query: Record<string, unknown>;
    body: Record<string, unknown>;
    params: Record<string, string>;
    request: Request;
}

export interface RouteOptions {
    /** `false`: callable without a login; `user` is then only set for a valid one. */
    auth?: boolean;
    permission?: Permission;
    /** Runs before the handler, e.g. a parser of another kind of body. */
    before?: RequestHandler;
}

/**
 * Returns the fields of a successful answer (`success: true` is added), or an `HttpAnswer` to be sent as it is.
 * Throws a `Refusal` (400) or an `HttpAnswer`.
 */
export type Handler = (call: Call) => object | void | Promise<object | void>;

/** An answer that is not the usual success or failure. */
export class HttpAnswer extends Error {
    constructor(
        readonly status: number,
        readonly body: unknown,
    ) {
        super(`HTTP ${status}`);
    }
}

export const forbidden = (error = 'unauthorized'): HttpAnswer => new HttpAnswer(403, { success: false, error });
export const notFound = (error: string): HttpAnswer => new HttpAnswer(404, { success: false, error });
export const failure = (body: object): HttpAnswer => new HttpAnswer(400, { ...body, success: false });

/** Registers routes that answer in the manner of Rocket.Chat's REST API. */
export class Api {
    constructor(
        private readonly router: Router,
        private readonly server: Server,
        private readonly instance: number,
        private readonly limiter?: RateLimiter,
    ) {}

    get(path: string, handler: Handler, options?: RouteOptions): void {
        this.add('get', path, handler, options);
    }

    post(path: string, handler: Handler, options?: RouteOptions): void {
        this.add('post', path, handler, options);
    }

    delete(path: string, handler: Handler, options?: RouteOptions): void {
        this.add('delete', path, handler, options);
    }

    private add(method: 'get' | 'post' | 'delete', path: string, handler: Handler, options: RouteOptions = {}): void {
        const answer: RequestHandler = (request, response, next) => {
            this.answer(request, response, path, handler, options).catch(next);
        };
        this.router[method](path, ...(options.before ? [options.before] : []), answer);
    }

    private async answer(
        request: Request,
        response: Response,
        path: string,
        handler: Handler,
        { auth = true, permission }: RouteOptions,
    ): Promise<void> {
        try {
            const world = this.server.worlds[this.instance]!;
            const user = authenticated(world, request);
            this.limiter?.count(request, response, path, world, user);
            if (auth && !user) {
                throw new HttpAnswer(401, { status: 'error', message: 'You must be logged in to do this.' });
            }
            if (permission && !(user && hasPermission(world, user, permission))) {
                throw forbidden('User does not have the permissions required for this action [error-unauthorized]');
            }
            const result = await handler({
                server: this.server,
                instance: this.instance,
                world,
                // Routes without authentication do not read it.
                user: user as UserDoc,
                query: request.query,
                body: (request.body ?? {}) as Record<string, unknown>,
                params: request.params,
                request,
            });
            if (result instanceof HttpAnswer) throw result;
            response.json({ ...result, success: true });
        } catch (error) {
            sendError(response, error);
        }
    }
}

/** Answers with what a handler threw: never HTML, never a stack. */
export function sendError(response: Response, error: unknown): void {
    if (error instanceof HttpAnswer) {
        response.status(error.status).json(error.body);
    } else if (error instanceof Refusal) {
        const { message, code, details } = error;
        response.status(400).json({ success: false, error: message, errorType: code, ...(details && { details }) });
    } else {
        const message = error instanceof Error ? error.message : String(error);
        response.status(400).json({ success: false, error: message });
    }
}
