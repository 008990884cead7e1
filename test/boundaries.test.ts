import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { readImports, readSource, sourceFiles, type Import } from './read-imports';

/** From the top down. A part may import the parts on lines below its own, and itself. */
const LAYERS = [
    ['RocketChatMcpApp'],
    ['app'],
    ['mcp', 'triage'],
    ['tools'],
    ['attention', 'access', 'audit', 'settings'],
    ['search', 'messages'],
    ['rooms'],
    ['host'],
    ['errors'],
];

/** The arrows that are allowed to run along a line. */
const SIDEWAYS = ['access -> settings', 'audit -> settings', 'attention -> settings', 'search -> messages'];

/** Parts that not everybody above may use. */
const ONLY_FOR: Record<string, string[]> = {
    app: ['RocketChatMcpApp'],
    tools: ['app', 'mcp'],
    // The adapters. Everybody else knows the ports alone.
    'host/rocketchat': ['app'],
    'host/shapes': ['app'],
};

/** Ports that share a file with their adapter: the types for everybody, the adapter for the composition root. */
const TYPES_ONLY_BELOW_APP = ['host/records', 'host/clock'];

/** Who may import which library. The key `@scope/` stands for all packages of a scope. */
const LIBRARIES: Record<string, string[]> = {
    '@rocket.chat/apps-engine': ['RocketChatMcpApp', 'app', 'host', 'mcp/endpoint', 'triage', 'settings'],
    '@modelcontextprotocol/': ['mcp'],
    flexsearch: ['search', 'rooms'],
    zod: ['mcp', 'tools', 'settings'],
    // The modules of Node in use: few others exist both in the sandbox and in the packaging tool.
    crypto: ['app', 'access', 'mcp', 'search', 'tools', 'triage'],
    buffer: ['search', 'tools'],
    zlib: ['search'],
};

const MAX_LINES = 250;
const MAX_LINES_OF_THE_CLASS_FILE = 120;

const ROOT = join(__dirname, '..');
const CLASS_FILE = 'RocketChatMcpApp.ts';
const FILES = [...(existsSync(join(ROOT, CLASS_FILE)) ? [CLASS_FILE] : []), ...sourceFiles(ROOT, 'src')];

/** `src/rooms/find-room.ts` -> `rooms/find-room`. */
const moduleOf = (file: string) => file.replace(/^src\//, '').replace(/\.ts$/, '');
const partOf = (module: string) => module.split('/')[0] as string;
const levelOf = (module: string) => LAYERS.findIndex((layer) => layer.includes(partOf(module)));
const isOneOf = (module: string, names: string[]) =>
    names.some((name) => module === name || module.startsWith(`${name}/`));

/** What is wrong with one import of a module, or undefined. */
function objection(importer: string, { from, typeOnly }: Import): string | undefined {
    if (!from.startsWith('.')) {
        const library = Object.keys(LIBRARIES).find(
            (name) => from === name || from.startsWith(name.replace(/\/?$/, '/')),
        );
        const users = library && LIBRARIES[library];
        return users && isOneOf(importer, users) ? undefined : `may not import the library "${from}"`;
    }
    const folder = importer === moduleOf(CLASS_FILE) ? '.' : posix.dirname(`src/${importer}`);
    const target = posix.join(folder, from);
    if (!target.startsWith('src/')) {
        return `may not leave src with "${from}"`;
    }
    const module = moduleOf(target);
    const [here, there] = [partOf(importer), partOf(module)];
    const sideways = levelOf(importer) === levelOf(module);
    if (sideways ? here !== there && !SIDEWAYS.includes(`${here} -> ${there}`) : levelOf(module) < levelOf(importer)) {
        return `may not import "${from}": ${there} is not below ${here}`;
    }
    const reserved = Object.keys(ONLY_FOR).find((name) => isOneOf(module, [name]));
    if (reserved && here !== there && !isOneOf(importer, ONLY_FOR[reserved] ?? [])) {
        return `may not import "${from}": it is for ${ONLY_FOR[reserved]?.join(' and ')} alone`;
    }
    if (TYPES_ONLY_BELOW_APP.includes(module) && !typeOnly && levelOf(importer) > levelOf('app') && here !== there) {
        return `may import types alone from "${from}"`;
    }
    return undefined;
}

describe('the borders inside the app', () => {
    it('place every source file in a known layer', () => {
        expect(FILES.filter((file) => levelOf(moduleOf(file)) < 0)).toEqual([]);
    });

    it('hold for every import', () => {
        const objections = FILES.flatMap((file) =>
            readImports(readSource(ROOT, file)).flatMap((found) => {
                const problem = objection(moduleOf(file), found);
                return problem ? [`${file} ${problem}`] : [];
            }),
        );
        expect(objections).toEqual([]);
    });

    it('keep files short', () => {
        const tooLong = FILES.map((file) => ({
            file,
            lines: readSource(ROOT, file).trimEnd().split('\n').length,
        })).filter(({ file, lines }) => lines > (file === CLASS_FILE ? MAX_LINES_OF_THE_CLASS_FILE : MAX_LINES));
        expect(tooLong).toEqual([]);
    });

    it.each([
        ['mcp/endpoint', '../triage/card'],
        ['triage/card', '../tools/index'],
        ['rooms/find-room', '../messages/compact'],
        ['attention/mentions', '../audit/log'],
        ['messages/compact', '../host/rocketchat'],
        ['access/caller', '../app'],
        ['app', '../dev/build/bundle'],
        ['tools/define-tool', '../../test/fakes/messages'],
        ['tools/define-tool', '@modelcontextprotocol/server'],
        ['rooms/find-room', '@rocket.chat/apps-engine/definition/rooms'],
        ['mcp/server', '@rocket.chat/apps-engine/definition/api'],
        ['tools/define-tool', 'express'],
        ['rooms/find-room', 'node:fs'],
        ['access/connection-tokens', '../host/clock'],
    ])('would stop %s from importing %s', (importer, from) => {
        expect(objection(importer, { from, typeOnly: false })).toBeDefined();
    });

    it.each([
        ['RocketChatMcpApp', './src/app'],
        ['app', './host/rocketchat'],
        ['mcp/server', '../tools/index'],
        ['access/write-policy', '../settings/settings'],
        ['host/rocketchat', './shapes'],
        ['rooms/likeness', 'flexsearch'],
        ['mcp/endpoint', '@rocket.chat/apps-engine/definition/api'],
    ])('let %s import %s', (importer, from) => {
        expect(objection(importer, { from, typeOnly: false })).toBeUndefined();
    });
});

describe('readImports', () => {
    it('finds every form of import and tells types from values', () => {
        const source = `
            import type { A } from 'a';
            import { type B } from 'b';
            import C, { type D } from 'c';
            import 'd';
            export * from 'e';
            export type { F } from 'f';
            type G = import('g').G;
            const h = import('h');
        `;
        expect(readImports(source)).toEqual([
            { from: 'a', typeOnly: true },
            { from: 'b', typeOnly: true },
            { from: 'c', typeOnly: false },
            { from: 'd', typeOnly: false },
            { from: 'e', typeOnly: false },
            { from: 'f', typeOnly: true },
            { from: 'g', typeOnly: true },
            { from: 'h', typeOnly: false },
        ]);
    });
});
