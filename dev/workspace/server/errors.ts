/**
 * A refusal, as the product words it: a code that programs read, a reason that people read.
 * `message` is what REST answers as `error`.
 */
export class Refusal extends Error {
    constructor(
        readonly code: string,
        readonly reason?: string,
        readonly details?: Record<string, unknown>,
    ) {
        super(reason ? `${reason} [${code}]` : code);
    }
}
