import {
    createMcpHandler,
    isJsonContentType,
    isLegacyRequest,
    WebStandardStreamableHTTPServerTransport,
    type McpHttpHandler,
} from '@modelcontextprotocol/server';
import type { HttpReply, HttpRequest } from '../host/endpoint';
import { errorBody, rpcError } from './errors';
import { buildServer, type ServerFace, type Session } from './server';
import { AppError } from '../errors';

type RpcRequest = Pick<HttpRequest, 'headers' | 'body'>;

/** Takes a request after the door: authenticated, from an allowed origin, by POST. */
export type RpcServe = (request: RpcRequest, session: Session) => Promise<HttpReply>;

/** JSON-RPC batches above this are refused: each member is a call of its own. */
const MAX_BATCH = 20;

/** Where the library thinks it is; the address never leaves the process. */
const ADDRESS = 'http://app.invalid/mcp';

const INVALID_REQUEST = -32600;

/**
 * Both eras of the protocol on one address: the current revision (per-request metadata, `server/discover`) and the
 * legacy ones (`initialize`). One complete answer per request; nothing is kept between two.
 */
export function rpcServer(face: ServerFace): RpcServe {
    let modern: McpHttpHandler | undefined;
    return async (request, session) => {
        const problem = bodyProblem(request);
        if (problem) {
            return rpcError(problem.status, INVALID_REQUEST, errorBody(problem.error, session.requestId));
        }
        const web = new Request(ADDRESS, { method: 'POST', headers: passedHeaders(request.headers) });
        if (await isLegacyRequest(web, request.body)) {
            return reply(await serveLegacy(face, web, request.body, session));
        }
        // Made on first use: the package is loaded where no web globals exist.
        modern ??= createMcpHandler(({ authInfo }) => buildServer(face, authInfo!.extra!.session as Session), {
            legacy: 'reject',
        });
        const authInfo = { token: '', clientId: '', scopes: [], extra: { session } };
        return reply(await modern.fetch(web, { parsedBody: request.body, authInfo }));
    };
}

async function serveLegacy(face: ServerFace, web: Request, parsedBody: unknown, session: Session): Promise<Response> {
    const transport = new WebStandardStreamableHTTPServerTransport({
        sessionIdGenerator: undefined,
        enableJsonResponse: true,
    });
    const server = buildServer(face, session);
    await server.connect(transport);
    try {
        return await transport.handleRequest(web, { parsedBody });
    } finally {
        await server.close();
    }
}

function bodyProblem({ headers, body }: RpcRequest): { status: number; error: AppError } | undefined {
    if (!isJsonContentType(headers['content-type'] ?? '')) {
        return {
            status: 415,
            error: new AppError('invalid_input', 'The request is not JSON.', {
                field: 'content-type',
                hint: 'Send the header "Content-Type: application/json".',
            }),
        };
    }
    const isBatch = Array.isArray(body);
    if (isBatch && (body.length === 0 || body.length > MAX_BATCH)) {
        return {
            status: 400,
            error: new AppError(
                'invalid_input',
                `A batch holds 1 to ${MAX_BATCH} messages; this one holds ${body.length}.`,
                {
                    hint: 'Send the messages one by one.',
                },
            ),
        };
    }
    const messages: unknown[] = isBatch ? body : [body];
    return messages.every(isRpcMessage)
        ? undefined
        : {
              status: 400,
              error: new AppError('invalid_input', 'The body is not a JSON-RPC 2.0 message.', {
                  hint: 'Send {"jsonrpc":"2.0","id":1,"method":"…","params":{…}}; see the Model Context Protocol.',
              }),
          };
}

function isRpcMessage(value: unknown): boolean {
    const message = value as { jsonrpc?: unknown; method?: unknown } | null;
    const isResponse = () => 'result' in (message as object) || 'error' in (message as object);
    return message?.jsonrpc === '2.0' && (typeof message.method === 'string' || isResponse());
}

/**
 * What the library needs to see of the request. Credentials stay outside. It insists that legacy clients accept both
 * JSON and event streams; since the answer is JSON anyway, a client that asked for less is not turned away.
 */
function passedHeaders(headers: RpcRequest['headers']): Headers {
    const passed = new Headers({ accept: 'application/json, text/event-stream' });
    for (const [name, value] of Object.entries(headers)) {
        if (value !== undefined && (name === 'content-type' || name.startsWith('mcp-'))) {
            passed.set(name, value);
        }
    }
    return passed;
}

async function reply(response: Response): Promise<HttpReply> {
    const type = response.headers.get('content-type');
    return { status: response.status, headers: type ? { 'content-type': type } : {}, content: await response.text() };
}
