import { Router, type Request, type Response } from 'express';
import { ApiBridge } from '@rocket.chat/apps-engine/server/bridges/ApiBridge';
import type { AppApi } from '@rocket.chat/apps-engine/server/managers/AppApi';

/** An endpoint a path led to, with the values of its `:name` parts. */
export interface EndpointMatch {
    path: string;
    authRequired: boolean;
    params: Record<string, string>;
}

/** The endpoints of the enabled apps, matched by the same router the server uses. */
export class ApisBridge extends ApiBridge {
    private readonly routers = new Map<string, Router>();

    /** The endpoint of an app that a path (without leading slash) belongs to; null when there is none. */
    public match(appId: string, path: string): EndpointMatch | null {
        let match: EndpointMatch | null = null;
        const found = (endpoint: EndpointMatch) => (match = endpoint);
        this.routers.get(appId)?.(
            { url: `/${path}`, method: 'GET', found } as unknown as Request,
            {} as Response,
            () => undefined,
        );
        return match;
    }

    protected async registerApi({ endpoint }: AppApi, appId: string): Promise<void> {
        const router = this.routers.get(appId) ?? Router();
        this.routers.set(appId, router);
        const route = endpoint.path.startsWith('/') ? endpoint.path : `/${endpoint.path}`;
        router.all(route, (request) => {
            const { found } = request as unknown as { found: (match: EndpointMatch) => void };
            found({ path: endpoint.path, authRequired: !!endpoint.authRequired, params: request.params });
        });
    }

    protected async unregisterApis(appId: string): Promise<void> {
        this.routers.delete(appId);
    }
}
