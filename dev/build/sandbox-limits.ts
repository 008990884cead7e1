/**
 * What a script may rely on wherever it is run: in the sandbox of a server (Deno behind the engine's wrapper), and in
 * the packaging tool, which constructs the app before it packs it.
 */

/** Definitions come from the server, never from the package. */
export const ENGINE_DEFINITIONS = '@rocket.chat/apps-engine/definition/';

/** The modules that both hand out. Each has more of its own, which are missing from the other. */
export const SHARED_MODULES = ['path', 'url', 'crypto', 'buffer', 'stream', 'net', 'fs'];

/** Modules of the sandboxes alone: to be required when used, never while the script loads. */
export const LATE_MODULES = ['zlib'];

/** Whether `require(name)` works everywhere. */
export function canRequire(name: string): boolean {
    return name.startsWith(ENGINE_DEFINITIONS) || SHARED_MODULES.includes(name);
}

/** Whether `require(name)` works once the app runs. */
export function canRequireLate(name: string): boolean {
    return canRequire(name) || LATE_MODULES.includes(name);
}

/**
 * The names a function may use in the sandbox beside those of the language itself. `globalThis` belongs to the
 * language, but is undefined there; `process` exists, but most of it throws for want of a permission.
 */
export const SANDBOX_GLOBALS = new Set([
    ...['exports', 'module'],
    ...['fetch', 'Request', 'Response', 'Headers', 'FormData', 'Blob', 'File', 'URL', 'URLSearchParams', 'URLPattern'],
    ...['ReadableStream', 'WritableStream', 'TransformStream', 'CompressionStream', 'DecompressionStream'],
    ...['TextEncoder', 'TextDecoder', 'TextEncoderStream', 'TextDecoderStream', 'atob', 'btoa'],
    ...['AbortController', 'AbortSignal', 'Event', 'EventTarget', 'DOMException', 'MessageChannel'],
    ...['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'queueMicrotask', 'structuredClone'],
    ...['crypto', 'performance', 'navigator', 'console', 'Buffer'],
]);

/** Texts that make the engine parse and rewrite the whole script at every start, which takes some 200 ms. */
export const REWRITE_TRIGGERS = ['.usernames', '.isOnline(', '.createToken('];
