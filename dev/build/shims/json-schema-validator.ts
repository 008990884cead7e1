import type { CfWorkerJsonSchemaValidator } from '@modelcontextprotocol/server/validators/cf-worker';

/**
 * Takes the place of the MCP library's default JSON Schema validator, which on Node is ajv (240 KB and code
 * generation). Uses the library's own light one instead, loaded on first use: its module creates a `URL` while it
 * loads, and the packaging tool constructs the app in a context that has none.
 */
export class DefaultJsonSchemaValidator {
    private validator?: CfWorkerJsonSchemaValidator;

    /** Compiles a JSON Schema into a check. Throws for a dialect the light validator does not know. */
    public getValidator: CfWorkerJsonSchemaValidator['getValidator'] = (schema) => {
        this.validator ??= loadValidator();
        return this.validator.getValidator(schema);
    };
}

function loadValidator(): CfWorkerJsonSchemaValidator {
    // The bundler turns this call into an inlined module that runs when asked for; nothing is required at run time.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const library = require('@modelcontextprotocol/server/validators/cf-worker') as {
        CfWorkerJsonSchemaValidator: new () => CfWorkerJsonSchemaValidator;
    };
    return new library.CfWorkerJsonSchemaValidator();
}
