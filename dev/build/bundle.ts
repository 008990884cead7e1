import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { classNameOf, PROJECT_ROOT, readManifest } from './manifest';
import { ENGINE_DEFINITIONS, LATE_MODULES, SHARED_MODULES } from './sandbox-limits';

export interface BundleOptions {
    /** Shorter names and no white space. On unless told otherwise. */
    minify?: boolean;
    /** Adds what only the protocol's conformance suite asks for. Never on in a release. */
    conformance?: boolean;
}

/**
 * The whole app as one CommonJS script: what the server runs in the end.
 *
 * The server evaluates it inside a function of its own, with `require` for the engine's definitions, and takes the
 * first export for the app class. Rejects with esbuild's list of errors when the source does not build.
 */
export async function bundleApp(root = PROJECT_ROOT, options: BundleOptions = {}): Promise<string> {
    const manifest = readManifest(root);
    const className = classNameOf(manifest);
    const { outputFiles } = await build({
        absWorkingDir: root,
        entryPoints: [manifest.classFile],
        write: false,
        bundle: true,
        minify: options.minify ?? true,
        legalComments: 'none',
        platform: 'neutral',
        mainFields: ['module', 'main'],
        // rc-apps compiles to ES2017, whatever it is given: of this it rewrites `?.`, `??` and async iteration, which
        // both sandboxes know. Built for ES2017 the script would be 4 % larger; private names, whose rewriting costs
        // speed, are gone in either.
        target: 'es2020',
        // A server hands `require` to the app, but nothing that could serve `import()`.
        supported: { 'dynamic-import': false },
        // CommonJS in a scope of its own: engine imports stay plain calls of `require`, no name leaks, and there is a
        // `module` where the packaging tool has none.
        format: 'cjs',
        // Strict from inside: rc-apps puts helpers of its own in front of everything else.
        banner: { js: '(() => {\n"use strict";\nconst module = {}, sharedState = {};' },
        footer: { js: `exports.${className} = module.exports.${className};\n})();` },
        external: [`${ENGINE_DEFINITIONS}*`, ...SHARED_MODULES, ...LATE_MODULES],
        alias: {
            flexsearch: join(__dirname, 'shims', 'flexsearch-encoder.mjs'),
            '@modelcontextprotocol/server/_shims': join(__dirname, 'shims', 'json-schema-validator.ts'),
        },
        define: {
            // The sandbox hides `globalThis`; zod keeps its registries on it, the MCP library looks for `crypto`.
            'globalThis.crypto': 'crypto',
            globalThis: 'sharedState',
            // `self` is the real global object: out of bounds.
            self: 'undefined',
            location: 'undefined',
            'process.env.NODE_ENV': '"production"',
            __APP_VERSION__: JSON.stringify(manifest.version),
            __CONFORMANCE__: JSON.stringify(options.conformance ?? false),
        },
        plugins: [withoutTypeModules],
        logLevel: 'silent',
    });
    const [script] = outputFiles;
    if (!script) {
        throw new Error(`esbuild wrote no script for ${manifest.classFile}`);
    }
    return script.text;
}

/** FlexSearch's sources import a module of nothing but types, and through it all the rest of the library. */
const withoutTypeModules: Plugin = {
    name: 'without-type-modules',
    setup(build) {
        build.onResolve({ filter: /^\.\/type\.js$/ }, ({ importer }) =>
            importer.includes('flexsearch') ? { path: 'types', namespace: 'types-only' } : undefined,
        );
        build.onLoad({ filter: /.*/, namespace: 'types-only' }, () => ({ contents: 'module.exports = {};' }));
    },
};
