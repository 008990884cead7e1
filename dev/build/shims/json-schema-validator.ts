/**
 * Takes the place of the MCP library's default JSON Schema validators (ajv, 240 KB and code generation; or a lighter
 * one, 23 KB). The library uses one for the answers of people whom a server asked something through the protocol, and
 * this server asks nobody: it cannot be reached here, and says so if it ever is.
 */
export class DefaultJsonSchemaValidator {
    getValidator(): never {
        throw new Error('This build has no JSON Schema validator: it asks nothing through the protocol.');
    }
}
