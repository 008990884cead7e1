import tseslint from 'typescript-eslint';

/** What the app may not touch, and what to use instead. `npm run build` proves the same of the finished bundle. */
const FORBIDDEN_IN_THE_APP = {
    process: 'reading it needs a permission that the sandbox does not have',
    globalThis: 'it is undefined in the sandbox',
    self: 'it is the real global object of the sandbox: out of bounds',
    Deno: 'it is undefined in the sandbox',
    Buffer: 'the sandbox transfers it slowly; use strings or Uint8Array',
    require: 'use import',
    setInterval: 'it keeps the sandbox alive after the server died; use the scheduler',
    console: 'it ends on the console of the server; use the logger',
};

export default tseslint.config(
    { ignores: ['node_modules', '.build', 'dist', '.data', '**/node_modules'] },
    {
        files: ['**/*.{ts,js,mjs}'],
        extends: [tseslint.configs.strict, tseslint.configs.stylistic],
        linterOptions: { reportUnusedDisableDirectives: 'error' },
        rules: {
            eqeqeq: 'error',
            'no-console': 'off',
            'prefer-const': 'error',
            '@typescript-eslint/consistent-type-imports': 'error',
            // `Array<{ … }>` where it reads better.
            '@typescript-eslint/array-type': ['error', { default: 'array-simple' }],
            // Indexed access is checked by the compiler; inside a loop with its bounds in sight `!` is the plain answer.
            '@typescript-eslint/no-non-null-assertion': 'off',
            '@typescript-eslint/no-dynamic-delete': 'off',
            // The engine's own signatures say `void | string`.
            '@typescript-eslint/no-invalid-void-type': 'off',
            // Handlers that are async by contract, and the empty hooks of the host.
            '@typescript-eslint/no-empty-function': 'off',
            '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
        },
    },
    {
        // The few rules that need types and are worth the seconds: a promise nobody waits for is the costliest slip here.
        files: ['**/*.ts'],
        languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
        rules: {
            '@typescript-eslint/await-thenable': 'error',
            '@typescript-eslint/no-floating-promises': 'error',
            '@typescript-eslint/no-misused-promises': 'error',
            '@typescript-eslint/no-unnecessary-type-assertion': 'error',
            '@typescript-eslint/only-throw-error': 'error',
            '@typescript-eslint/switch-exhaustiveness-check': 'error',
        },
    },
    {
        // Tests look into answers that come over the wire; spelling out their types would test nothing.
        files: ['test/**/*.ts'],
        rules: { '@typescript-eslint/no-explicit-any': 'off' },
    },
    {
        files: ['**/*.{js,cjs}'],
        rules: { '@typescript-eslint/no-require-imports': 'off' },
    },
    {
        files: ['RocketChatMcpApp.ts', 'src/**/*.ts'],
        rules: {
            'no-restricted-globals': [
                'error',
                ...Object.entries(FORBIDDEN_IN_THE_APP).map(([name, message]) => ({ name, message })),
            ],
            'no-restricted-syntax': [
                'error',
                {
                    selector: 'PrivateIdentifier',
                    message:
                        'Write `private`: #names become slow WeakMaps here, and break behind the engine’s proxies.',
                },
                { selector: 'ImportExpression', message: 'The sandbox cannot import at run time.' },
                {
                    selector: "ImportDeclaration[source.value='zod'] :matches(ImportSpecifier, ImportDefaultSpecifier)",
                    message: 'Write `import * as z`: other forms drag in 400 KB of translations.',
                },
            ],
        },
    },
);
