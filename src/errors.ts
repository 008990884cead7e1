/** The codes an agent may branch on. Stable: they are part of the product's interface. */
export type ErrorCode =
    | 'invalid_input'
    | 'invalid_cursor'
    | 'unauthorized'
    | 'forbidden_origin'
    | 'room_not_found'
    | 'room_ambiguous'
    | 'user_not_found'
    | 'message_not_found'
    | 'foreign_link'
    | 'writes_disabled'
    | 'write_scope_missing'
    | 'send_refused'
    | 'in_progress'
    | 'timeout'
    | 'host_unavailable'
    | 'internal';

/** What a refusal tells its reader. All text is ours; nothing of a chat message or of the host's errors gets in. */
export interface ErrorDetails {
    /** The argument that is at fault. */
    field?: string;
    /** The next step, written for an agent. */
    hint?: string;
    /** When a retry makes sense, in milliseconds. */
    retryAfterMs?: number;
}

/**
 * An expected refusal. Handlers throw it; `mcp/errors.ts` and `triage/` turn it into what their reader sees. Anything
 * else that is thrown is a fault of ours: it is logged, and the reader gets `internal` and a request id.
 */
export class AppError extends Error {
    constructor(
        readonly code: ErrorCode,
        message: string,
        readonly details: ErrorDetails = {},
    ) {
        super(message);
        this.name = 'AppError';
    }
}

/** True for an `AppError`, judged by name: the sandbox may evaluate a class twice, and `instanceof` fails then. */
export function isAppError(error: unknown): error is AppError {
    return error instanceof Error && error.name === 'AppError' && 'code' in error && 'details' in error;
}
