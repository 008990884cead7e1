import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import {
    ApiEndpoint,
    type IApiEndpointInfo,
    type IApiRequest,
    type IApiResponse,
} from '@rocket.chat/apps-engine/definition/api';
import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import { toPerson } from './shapes';
import type { Person } from './workspace';

/** A request to one of the app's addresses. */
export interface HttpRequest {
    /** Upper case. */
    method: string;
    /** Lower-case names. */
    headers: Record<string, string | undefined>;
    query: Record<string, unknown>;
    /** What the host's parser left: `{}` when the body was not JSON at all. */
    body: unknown;
    /** Values of the `:name` parts of the path. */
    params: Record<string, string>;
    /** Whom the host's own login names, if anyone. */
    hostPerson?: Person;
}

export interface HttpReply {
    status: number;
    headers: Record<string, string>;
    content: string;
}

/** The accessors of one call; the host hands them out anew each time. */
export interface Accessors {
    read: IRead;
    modify: IModify;
    persistence: IPersistence;
}

export type Answer = (request: HttpRequest, accessors: Accessors) => Promise<HttpReply>;

type Verb = (
    request: IApiRequest,
    info: IApiEndpointInfo,
    read: IRead,
    modify: IModify,
    http: IHttp,
    persistence: IPersistence,
) => Promise<IApiResponse>;

/**
 * One address of the app. The host answers 500 for a verb that has no method here, so every verb has one; and it
 * answers 401 without a challenge where it demands a login itself, so it does not (a valid one still arrives as `user`).
 */
export class Endpoint extends ApiEndpoint {
    public authRequired = false;

    public get: Verb;
    public post: Verb;
    public put: Verb;
    public patch: Verb;
    public delete: Verb;
    public head: Verb;
    public options: Verb;

    constructor(app: IApp, path: string, answer: Answer) {
        super(app);
        this.path = path;
        const verb: Verb = (request, _info, read, modify, _http, persistence) =>
            answer(toRequest(request), { read, modify, persistence });
        this.get = this.post = this.put = this.patch = this.delete = this.head = this.options = verb;
    }
}

function toRequest({ method, headers, query, content, params, user }: IApiRequest): HttpRequest {
    return {
        method: method.toUpperCase(),
        headers,
        query,
        body: content,
        params: params ?? {},
        hostPerson: user ? toPerson(user) : undefined,
    };
}
