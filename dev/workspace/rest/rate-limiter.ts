import type { Request, Response } from 'express';
import type { UserDoc } from '../store/documents';
import { hasPermission } from '../server/permissions';
import type { World } from '../server/world';
import { HttpAnswer } from './api';

const CALLS = 10;
const PERIOD_MILLISECONDS = 60_000;

interface Window {
    calls: number;
    endsAt: number;
}

/** Rocket.Chat's default limit: ten calls a minute per route, verb and address; some roles are exempt. */
export class RateLimiter {
    private readonly windows = new Map<string, Window>();

    /** Counts a call and tells the client in headers. Throws the 429 answer beyond the limit. */
    count(request: Request, response: Response, route: string, world: World, user: UserDoc | undefined): void {
        if (user && hasPermission(world, user, 'api-bypass-rate-limit')) return;
        const now = world.clock.now().getTime();
        const address = request.get('x-real-ip') ?? request.socket.remoteAddress ?? '';
        const key = `${request.method} ${route} ${address}`;
        const open = this.windows.get(key);
        const window = open && open.endsAt > now ? open : { calls: 0, endsAt: now + PERIOD_MILLISECONDS };
        window.calls += 1;
        this.windows.set(key, window);
        response.set({
            'X-RateLimit-Limit': String(CALLS),
            'X-RateLimit-Remaining': String(Math.max(0, CALLS - window.calls)),
            'X-RateLimit-Reset': String(window.endsAt),
        });
        if (window.calls <= CALLS) return;
        const seconds = Math.ceil((window.endsAt - now) / 1000);
        const error =
            'Error, too many requests. Please slow down. ' +
            `You must wait ${seconds} seconds before trying this endpoint again. [error-too-many-requests]`;
        throw new HttpAnswer(429, { success: false, error });
    }
}
