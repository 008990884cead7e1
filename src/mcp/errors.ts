import type { CallToolResult } from '@modelcontextprotocol/server';
import { isAppError } from '../errors';

/** The one place where a refusal becomes an answer. Nothing here is ever a 5xx. */

export interface ErrorBody {
    code: string;
    message: string;
    field?: string;
    hint?: string;
    retryAfterMs?: number;
    requestId: string;
}

/** Anything thrown, as its reader may see it: our own refusals whole, everything else as `internal`. */
export function errorBody(error: unknown, requestId: string): ErrorBody {
    if (isAppError(error)) {
        return { code: error.code, message: error.message, ...error.details, requestId };
    }
    return {
        code: 'internal',
        message: 'Something went wrong inside the app.',
        hint: 'Try again; if it stays so, give the requestId to an admin, who finds the cause in the app log.',
        requestId,
    };
}

/** A failed tool call, as the protocol wants it: a result that says what is wrong and what to do next. */
export function toolError(error: unknown, requestId: string): CallToolResult {
    return {
        isError: true,
        content: [{ type: 'text', text: JSON.stringify({ error: errorBody(error, requestId) }) }],
        _meta: { requestId },
    };
}

/** A refusal before any method runs: a JSON-RPC error in an HTTP answer. */
export function rpcError(status: number, code: number, error: ErrorBody, id: unknown = null) {
    const { message, ...data } = error;
    return {
        status,
        headers: { 'content-type': 'application/json' } as Record<string, string>,
        content: JSON.stringify({ jsonrpc: '2.0', id, error: { code, message, data } }),
    };
}
