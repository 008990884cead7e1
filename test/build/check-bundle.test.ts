import { bundleApp } from '../../dev/build/bundle';
import { checkBundle } from '../../dev/build/check-bundle';
import { checkSource } from '../../dev/build/check-source';
import { PROJECT_ROOT } from '../../dev/build/manifest';
import { aProject } from './a-project';

const anApp = (body: string, top = '') => `
    import { App } from '@rocket.chat/apps-engine/definition/App';
    ${top}
    export class TestApp extends App { ${body} }
`;

/** The problems of a project with this source, after bundling. */
async function problemsOf(source: string): Promise<string[]> {
    const root = aProject({ source });
    return checkBundle(await bundleApp(root), root).map(({ message }) => message);
}

/** The problems of a finished script. */
function problemsIn(script: string): string[] {
    return checkBundle(script, aProject()).map(({ message }) => message);
}

const SCRIPT = `"use strict";
    const { App } = require('@rocket.chat/apps-engine/definition/App');
    exports.TestApp = class extends App {};
`;

describe('the bundle of the app', () => {
    it('can live in the sandbox and in the packaging tool', async () => {
        expect(checkBundle(await bundleApp(PROJECT_ROOT), PROJECT_ROOT)).toEqual([]);
    });

    it('comes from a source without #private members where the engine uses proxies', () => {
        expect(checkSource(PROJECT_ROOT)).toEqual([]);
    });
});

describe('checkBundle', () => {
    it('finds nothing in a sound app', async () => {
        expect(await problemsOf(anApp('async onEnable() { return !!crypto.randomUUID(); }'))).toEqual([]);
        expect(problemsIn(SCRIPT)).toEqual([]);
    });

    it.each([
        ['process', 'run() { return process.pid; }', /"process"/],
        ['process behind typeof', 'run() { return typeof process === "object" ? process.argv : []; }', /"process"/],
        ['Deno', 'run() { return Deno.env; }', /"Deno"/],
        ['window', 'run() { return window.name; }', /"window"/],
        ['setImmediate', 'run() { setImmediate(() => 0); }', /"setImmediate"/],
        ['.usernames', 'run(room) { return room.usernames; }', /"\.usernames"/],
        ['.isOnline(', 'run(read) { return read.isOnline(); }', /"\.isOnline\("/],
        ['.createToken(', 'run(creator) { return creator.createToken(); }', /"\.createToken\("/],
        ['a URL in a field of the app', 'base = new URL("http://app.invalid");', /^URL is not defined/],
        [
            'an encoder in the constructor',
            'constructor(i, l) { super(i, l); this.e = new TextEncoder(); }',
            /^TextEncoder/,
        ],
        ['a timer at construction', 'timer = setTimeout(() => 0, 1);', /^setTimeout is not defined/],
        ['an accessor at construction', 'reader = this.getAccessors().reader;', /undefined/],
    ])('objects to %s', async (_fault, body, message) => {
        expect(await problemsOf(anApp(body))).toContainEqual(expect.stringMatching(message));
    });

    it('objects to code outside of functions that needs the web', async () => {
        expect(await problemsOf(anApp('', 'export const base = new URL("http://app.invalid");'))).toEqual([
            'URL is not defined',
        ]);
    });

    it.each([
        ['globalThis', `${SCRIPT} function f() { return globalThis.fetch; }`, /"globalThis"/],
        ['self', `${SCRIPT} function f() { return typeof self; }`, /"self"/],
        ['import()', `${SCRIPT} function f() { return import('fs'); }`, /imports at run time/],
        ['a module only the sandbox has', `${SCRIPT} function f() { return require('http'); }`, /requires/],
        ['a module only the packaging tool has', `${SCRIPT} function f() { return require('events'); }`, /requires/],
        ['a computed require', `${SCRIPT} function f(name) { return require(name); }`, /requires/],
        ['require handed on', `${SCRIPT} function f(g) { return g('fs', require); }`, /requires/],
        ['a #private member of the app', SCRIPT.replace('App {}', 'App { #a = 1; }'), /#private member/],
        [
            'a #private member behind a namespace',
            SCRIPT.replace('extends App {}', 'extends ({ App }).App { #a() {} }'),
            /#private/,
        ],
        ['a second export', `${SCRIPT} exports.more = 1;`, /^exports TestApp, more/],
        ['a class that is no app', SCRIPT.replace('extends App ', ''), /does not extend/],
        ['a script that exports nothing', '"use strict";', /exports nothing/],
        ['a script that does not parse', '"use strict"; const = 1;', /Parsing error/],
    ])('objects to %s in a finished script', (_fault, script, message) => {
        expect(problemsIn(script)).toContainEqual(expect.stringMatching(message));
    });

    it('lets a script declare such a name for itself', () => {
        expect(problemsIn(`${SCRIPT} function f(process) { const self = process.pid; return self; }`)).toEqual([]);
    });

    it('says where: line, column and the text around', () => {
        const [problem] = checkBundle(`${SCRIPT}\nfunction f() { return process.pid; }`, aProject());
        expect(problem?.place).toMatch(/^5:23 …function f\(\) \{ return process\.pid; \}…$/);
    });
});

describe('checkSource', () => {
    it('finds #private members of apps and endpoints, with the place', () => {
        const endpoint = `import { ApiEndpoint } from '@rocket.chat/apps-engine/definition/api';
export class Endpoint extends ApiEndpoint {
    #calls = 0;
}`;
        const root = aProject({ source: anApp('#secret = 1;'), files: { 'src/mcp/endpoint.ts': endpoint } });
        expect(checkSource(root).map(({ place }) => place)).toEqual(['TestApp.ts:4:40', 'src/mcp/endpoint.ts:3:5']);
    });

    it('leaves #private members of other classes alone', () => {
        const root = aProject({ files: { 'src/counter.ts': 'export class Counter { #count = 0; }' } });
        expect(checkSource(root)).toEqual([]);
    });
});
