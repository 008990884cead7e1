import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Server } from '../server/server';
import { recordKinds } from './record-kinds';

/**
 * `/_workspace/*`: levers for tests and demos. Only from this machine, and only from programs: a page in a browser
 * sends an `Origin`, and has no business here.
 */
export function controls(server: Server): Router {
    const router = Router();
    router.use(onlyLocalPrograms, express.json());

    router.post(
        '/kill',
        answer(async ({ body }) => ({ killed: await engineOf(server, body.instance).killSandboxes() })),
    );

    router.get(
        '/jobs',
        answer(() => ({ jobs: [...server.store.jobs.values()] })),
    );
    router.post(
        '/jobs/run',
        answer(async ({ body }) => ({
            runs: await (body.id === undefined ? server.scheduler.runDue() : server.scheduler.runNow(String(body.id))),
        })),
    );

    const time = (): object => ({ now: server.clock.now(), offsetSeconds: server.clock.offsetMilliseconds / 1000 });
    router.get('/clock', answer(time));
    router.post(
        '/clock',
        answer(async ({ body }) => {
            const seconds = Number(body.advanceSeconds);
            if (!Number.isFinite(seconds)) throw new Error('advanceSeconds must be a number');
            await server.advanceClock(seconds * 1000);
            return time();
        }),
    );

    router.get(
        '/inbox',
        answer(({ query }) => ({ deliveries: server.inbox.of(String(query.userId ?? '')) })),
    );

    router.get(
        '/fault',
        answer(() => ({ faults: server.faults.list() })),
    );
    router.post(
        '/fault',
        answer(({ body }) => addFault(server, body)),
    );
    router.delete(
        '/fault',
        answer(() => server.faults.clear()),
    );

    router.get(
        '/persistence',
        answer(() => recordKinds(server.store.appRecords)),
    );

    router.use((_request, response) => void response.status(404).json({ success: false, error: 'No such control' }));
    return router;
}

type Body = Record<string, unknown>;
type Control = (request: { body: Body; query: Body }) => object | void | Promise<object | void>;

function answer(control: Control): RequestHandler {
    const run = async (request: Request, response: Response): Promise<void> => {
        try {
            const result = await control({ body: (request.body ?? {}) as Body, query: request.query });
            response.json({ success: true, ...result });
        } catch (error) {
            response
                .status(400)
                .json({ success: false, error: error instanceof Error ? error.message : String(error) });
        }
    };
    return (request, response, next) => void run(request, response).catch(next);
}

function engineOf(server: Server, instance: unknown): Server['engines'][number] {
    const engine = server.engines[Number(instance ?? 0)];
    if (!engine) throw new Error(`there is no instance ${String(instance)}`);
    return engine;
}

function addFault(server: Server, { bridge = '*', method = '*', mode, times = 1, delayMs = 1000 }: Body): object {
    if (mode !== 'error' && mode !== 'delay' && mode !== 'drop') throw new Error('mode must be error, delay or drop');
    if (!(Number(times) >= 1)) throw new Error('times must be at least 1');
    server.faults.add({
        bridge: String(bridge),
        method: String(method),
        mode,
        times: Number(times),
        delayMs: Number(delayMs),
    });
    return { faults: server.faults.list() };
}

const LOOPBACK = /^(::1|(::ffff:)?127\.)/;

const onlyLocalPrograms: RequestHandler = (request, response, next) => {
    const isLocal = LOOPBACK.test(request.socket.remoteAddress ?? '');
    if (isLocal && !request.get('origin')) next();
    else response.status(403).json({ success: false, error: 'Only programs on this machine may use the controls' });
};
