import type { IHttpRequest, IHttpResponse } from '@rocket.chat/apps-engine/definition/accessors';
import {
    HttpBridge as EngineHttpBridge,
    type IHttpBridgeRequestInfo,
} from '@rocket.chat/apps-engine/server/bridges/HttpBridge';

const DEFAULT_TIMEOUT_MS = 180_000;
const JSON_TYPES = ['application/json', 'text/javascript', 'application/javascript', 'application/x-javascript'];

/**
 * An app's outgoing requests, loopback and private addresses included. As in the product: GET and HEAD lose their body;
 * `params` go into the URL, or into a form body when a call of another verb has no body; `query` is not read. Unlike
 * there, certificates are always verified.
 */
export class HttpBridge extends EngineHttpBridge {
    protected async call({ method, url, request }: IHttpBridgeRequestInfo): Promise<IHttpResponse> {
        if (request.ssrfValidation) {
            throw new Error('SSRF validation is not available in this workspace.');
        }
        const verb = method.toUpperCase();
        const { target, body, headers } = prepare(verb, url, request);
        const response = await fetch(target, {
            method: verb,
            headers,
            body,
            signal: AbortSignal.timeout(request.timeout ?? DEFAULT_TIMEOUT_MS),
        });
        const bytes = Buffer.from(await response.arrayBuffer());
        const answer = {
            url,
            method,
            statusCode: response.status,
            headers: Object.fromEntries(response.headers),
        };
        if (request.encoding === null) {
            return { ...answer, content: bytes as unknown as string };
        }
        const content = bytes.toString((request.encoding as BufferEncoding | undefined) ?? 'utf8');
        return { ...answer, content, data: parsed(content, response.headers.get('content-type')) };
    }
}

function prepare(verb: string, url: string, request: IHttpRequest) {
    const target = new URL(url);
    const headers = new Headers(request.headers ?? {});
    const params = Object.entries(request.params ?? {});
    let body = request.content ?? undefined;
    if (request.data && !body) {
        body = JSON.stringify(request.data);
        headers.set('content-type', 'application/json');
    }
    if (verb === 'GET' || verb === 'HEAD') {
        body = undefined;
        params.forEach(([name, value]) => target.searchParams.append(name, value));
    } else if (body) {
        params.forEach(([name, value]) => target.searchParams.append(name, value));
    } else if (params.length > 0) {
        body = new URLSearchParams(params).toString();
        headers.set('content-type', 'application/x-www-form-urlencoded');
    }
    if (request.auth) {
        headers.set('authorization', `Basic ${Buffer.from(request.auth).toString('base64')}`);
    }
    return { target, body, headers };
}

/** The JSON of a JSON answer; null for other types and for JSON that does not parse. */
function parsed(content: string, contentType: string | null): unknown {
    if (!JSON_TYPES.includes(contentType?.split(';')[0] ?? '')) {
        return null;
    }
    try {
        return JSON.parse(content);
    } catch {
        return null;
    }
}
