/** Published as ES modules only, so they are transformed as our own files are. */
const ES_MODULES = ['croner', 'eventsource', 'eventsource-parser', 'jose', 'pkce-challenge'];

/** Tests that start the engine, its sandbox or other programs: slower, and they do not run side by side. */
const ENGINE_TESTS = ['/test/(engine|clients|faults)/.*\\.test\\.ts$', '\\.integration\\.test\\.ts$'];

/** What all tests share. swc strips the types and writes CommonJS; checking the types is `npm run check`'s part. */
const shared = {
    rootDir: __dirname,
    roots: ['<rootDir>/test'],
    testEnvironment: 'node',
    transform: {
        '\\.[cm]?[jt]s$': [
            '@swc/jest',
            { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
        ],
    },
    transformIgnorePatterns: [`/node_modules/(?!(${ES_MODULES.join('|')})/)`],
};

/** @type {import('jest').Config} */
module.exports = {
    // Jest knows no time limit per project; this is the one of the engine's tests.
    testTimeout: 60_000,
    projects: [
        {
            ...shared,
            displayName: 'unit',
            testRegex: ['\\.test\\.ts$'],
            testPathIgnorePatterns: ENGINE_TESTS,
        },
        {
            ...shared,
            displayName: 'engine',
            testRegex: ENGINE_TESTS,
            runner: '<rootDir>/test/serial-runner.js',
        },
    ],
};
