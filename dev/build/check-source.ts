import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { readManifest } from './manifest';

/** Something that would stop the app, or slow it down, in the sandbox or in the packaging tool. */
export interface Problem {
    message: string;
    place: string;
}

const ENGINE_CLASS = '/^(App|ApiEndpoint)$/';
const SUBCLASS = [`[superClass.name=${ENGINE_CLASS}]`, `[superClass.property.name=${ENGINE_CLASS}]`];

/**
 * For `no-restricted-syntax`: #names in the classes whose objects the engine wraps in a proxy. Sources need the check
 * as well as bundles, because the bundler turns #names into WeakMaps, which fail there all the same.
 */
export const NO_PRIVATE_MEMBERS = {
    selector: SUBCLASS.map(
        (subclass) => `:matches(ClassDeclaration, ClassExpression)${subclass} PrivateIdentifier`,
    ).join(),
    message: 'has a #private member where the engine calls through a proxy: write `private`',
};

const RULES: Linter.Config = {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser },
    rules: { 'no-restricted-syntax': ['error', NO_PRIVATE_MEMBERS] },
};

/** Checks the class file and everything below `src` for what can no longer be seen in the bundle. */
export function checkSource(root: string): Problem[] {
    return [readManifest(root).classFile, ...typeScriptBelow(root, 'src')].flatMap((file) =>
        new Linter()
            .verify(readFileSync(join(root, file), 'utf8'), RULES, { filename: file, allowInlineConfig: false })
            .map(({ message, line, column }) => ({
                message,
                place: `${file}:${line}:${column}`,
            })),
    );
}

function typeScriptBelow(root: string, folder: string): string[] {
    if (!existsSync(join(root, folder))) {
        return [];
    }
    return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => join(folder, name))
        .sort();
}
