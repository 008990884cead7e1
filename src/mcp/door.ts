import { randomBytes } from 'crypto';
import { mayWrite } from '../access/write-policy';
import type { Call } from '../access/call';
import type { Caller } from '../access/caller';
import { AppError, isAppError } from '../errors';
import type { HttpReply, HttpRequest } from '../host/endpoint';
import { openReadScope } from '../rooms/read-scope';
import type { Settings } from '../settings/settings';
import type { Tool } from '../tools/define-tool';
import { authenticate, type Refusal } from './authenticate';
import { errorBody, rpcError } from './errors';
import { corsHeaders, isOriginAllowed } from './origin';
import type { RpcServe } from './serve';
import type { Session } from './server';

/** What an address grants less than `mcp` does. An address can only narrow. */
export interface AddressProfile {
    isReadOnly?: boolean;
    onlyRoom?: string;
}

export interface Door {
    open(request: HttpRequest, profile: AddressProfile, call: Call): Promise<HttpReply>;
}

const UNAUTHORIZED = -32001;
const FORBIDDEN = -32003;
const METHOD_NOT_ALLOWED = -32000;
const INTERNAL = -32603;

/**
 * Everything that happens before a method of the protocol runs: request id, origin, method, identity. Each step ends in
 * an answer; whatever is thrown on the way becomes one too.
 */
export function door(serve: RpcServe, tools: Tool[]): Door {
    return {
        async open(request, profile, call) {
            const requestId = randomBytes(9).toString('base64url');
            try {
                return await admit(request, profile, call, requestId);
            } catch (error) {
                call.logFault(requestId, error);
                return rpcError(200, INTERNAL, errorBody(error, requestId), idOf(request.body));
            }
        },
    };

    async function admit(
        request: HttpRequest,
        profile: AddressProfile,
        call: Call,
        requestId: string,
    ): Promise<HttpReply> {
        const [site, settings] = await Promise.all([call.workspace.siteUrl(), call.settings()]);
        const { origin } = request.headers;
        const isAllowed = isOriginAllowed(origin, site, settings.allowedOrigins);
        if (!isAllowed) {
            return rpcError(403, FORBIDDEN, errorBody(foreignOrigin(), requestId));
        }
        const cors = corsHeaders(origin, isAllowed);
        const reply = await answer(request, profile, { call, settings, site, requestId });
        return { ...reply, headers: { ...reply.headers, ...cors } };
    }

    async function answer(
        request: HttpRequest,
        profile: AddressProfile,
        { call, settings, site, requestId }: { call: Call; settings: Settings; site: string; requestId: string },
    ): Promise<HttpReply> {
        if (request.method === 'OPTIONS') {
            return { status: 204, headers: { allow: ALLOWED }, content: '' };
        }
        if (request.method !== 'POST') {
            return methodNotAllowed(requestId);
        }
        const identity = await authenticate(request, call.workspace, call.tokens);
        if ('refusal' in identity) {
            return unauthorized(identity.refusal, requestId);
        }
        const caller = narrowed(identity.caller, profile);
        return serve(request, session(caller, { call, settings, site, requestId }));
    }

    function session(
        caller: Caller,
        { call, settings, site, requestId }: { call: Call; settings: Settings; site: string; requestId: string },
    ): Session {
        const openScope = () => openReadScope(call.workspace, caller.person, { onlyRooms: caller.onlyRooms });
        return {
            requestId,
            visible: tools.filter((tool) => !tool.writes || mayWrite(caller, settings)),
            caller,
            settings,
            openContext: async () => ({
                caller,
                scope: await openScope(),
                openScope,
                site,
                settings,
                clock: call.clock,
                records: call.records,
                search: call.search,
                write: call.workspace,
            }),
            onFault: (error) => {
                if (!isAppError(error)) {
                    call.logFault(requestId, error);
                }
            },
        };
    }
}

const ALLOWED = 'POST, OPTIONS';

function narrowed(caller: Caller, { isReadOnly, onlyRoom }: AddressProfile): Caller {
    return {
        ...caller,
        scope: isReadOnly ? 'read' : caller.scope,
        onlyRooms:
            onlyRoom === undefined
                ? caller.onlyRooms
                : new Set([onlyRoom].filter((id) => caller.onlyRooms?.has(id) ?? true)),
    };
}

function methodNotAllowed(requestId: string): HttpReply {
    const error = new AppError('invalid_input', 'This address takes POST only.', {
        hint: 'Nothing can be streamed or ended here: every request is complete in itself.',
    });
    const reply = rpcError(405, METHOD_NOT_ALLOWED, errorBody(error, requestId));
    return { ...reply, headers: { ...reply.headers, allow: ALLOWED } };
}

/**
 * 401 with a challenge, but without OAuth metadata: some clients drop a configured header token once they are shown a
 * way to log in.
 */
function unauthorized({ message, hint, isInvalid }: Refusal, requestId: string): HttpReply {
    const reply = rpcError(401, UNAUTHORIZED, errorBody(new AppError('unauthorized', message, { hint }), requestId));
    const challenge = `Bearer realm="Rocket.Chat"${isInvalid ? ', error="invalid_token"' : ''}`;
    return { ...reply, headers: { ...reply.headers, 'www-authenticate': challenge } };
}

function foreignOrigin(): AppError {
    return new AppError('forbidden_origin', 'Pages of this origin may not call this server.', {
        field: 'origin',
        hint: 'An admin can add the origin in the settings of this app.',
    });
}

/** The id to answer to, so that a client can match even a failure. */
function idOf(body: unknown): unknown {
    const id = (body as { id?: unknown } | null)?.id;
    return typeof id === 'string' || typeof id === 'number' ? id : null;
}
