import express, { type Request, type Response, Router } from 'express';
import type { Interaction } from '../ports';
import type { Server } from '../server/server';
import { authenticated } from './authentication';
import { errorPage } from './error-page';

type Body = Record<string, unknown> & { payload?: Record<string, unknown> };

/**
 * `POST /api/apps/ui.interaction/:appId`: a client's click or submit. As in the product, a `visitor` in the body
 * stands in for a login, and room and message are looked up by whatever ids the client sends.
 */
export function interactions(server: Server, instance: number): Router {
    const router = Router();
    router.use(express.urlencoded({ extended: true }), express.json());
    router.post('/:appId', (request, response, next) => {
        interact(server, instance, request, response).catch(next);
    });
    router.use(errorPage);
    return router;
}

async function interact(server: Server, instance: number, request: Request, response: Response): Promise<void> {
    const world = server.worlds[instance]!;
    const body = (request.body ?? {}) as Body;
    const user = authenticated(world, request) ?? null;
    if (!user && !body.visitor) {
        response.status(401).send({ status: 'error', message: 'You must be logged in to do this.' });
        return;
    }
    const interaction = read(body);
    if (!interaction) {
        response.status(400).send({ error: 'Unknown action' });
        return;
    }
    const { messages, rooms } = world.store;
    try {
        const result = await server.engines[instance]!.interact({
            ...interaction,
            appId: request.params.appId!,
            user,
            room: rooms.get(String(body.rid)) ?? null,
            message: messages.get(String(body.mid)) ?? null,
        });
        response.send(result);
    } catch (error) {
        response.status(500).send({ error: error instanceof Error ? error.message : String(error) });
    }
}

type Read = Pick<Interaction, 'type' | 'actionId' | 'triggerId' | 'container' | 'payload' | 'visitor' | 'threadId'>;

/** The fields each kind of interaction carries; undefined for kinds there are not. */
function read(body: Body): Read | undefined {
    const { type, payload = {} } = body;
    const common = { actionId: body.actionId as string, triggerId: body.triggerId as string };
    switch (type) {
        case 'blockAction':
            return {
                type,
                ...common,
                container: body.container as Interaction['container'],
                payload,
                visitor: body.visitor,
                threadId: body.tmid as string,
            };
        case 'actionButton':
            return {
                type,
                ...common,
                payload: { context: payload.context, ...payload },
                threadId: body.tmid as string,
            };
        case 'viewSubmit':
            return { type, ...common, payload };
        case 'viewClosed':
            return { type, actionId: common.actionId, payload: { view: payload.view, isCleared: payload.isCleared } };
        default:
            return undefined;
    }
}
