import { Linter, type Rule } from 'eslint';
import { constructInBareContext } from './bare-context';
import { NO_PRIVATE_MEMBERS, type Problem } from './check-source';
import { classNameOf, readManifest } from './manifest';
import { canRequireLate, REWRITE_TRIGGERS, SANDBOX_GLOBALS } from './sandbox-limits';

/**
 * Proves that a script made by `bundleApp` can live where it is going to run. Returns every problem found; an empty
 * list is the proof. `root` is the project it was made from.
 */
export function checkBundle(script: string, root: string): Problem[] {
    return [...namesOutOfReach(script), ...rewriteTriggers(script), ...constructionProblems(script, root)];
}

/**
 * What counts is a free name: one that no scope of the script declares, found with ESLint's scope analysis. A guard
 * by `typeof` excuses nothing, since the code behind it never ran where it was tested; a library that needs one is
 * dealt with by a `define` of the bundle.
 */
const freeNames: Rule.RuleModule = {
    create: ({ report, sourceCode }) => ({
        'Program:exit'() {
            for (const { identifier } of sourceCode.scopeManager.globalScope?.through ?? []) {
                const { name } = identifier;
                if (name === 'require') {
                    const { parent } = identifier as typeof identifier & Rule.NodeParentExtension;
                    const call = parent.type === 'CallExpression' && parent.callee === identifier ? parent : undefined;
                    const argument = call?.arguments[0];
                    if (argument?.type !== 'Literal' || !canRequireLate(String(argument.value))) {
                        report({ node: identifier, message: 'requires what is not there for every app' });
                    }
                } else if (!SANDBOX_GLOBALS.has(name)) {
                    report({ node: identifier, message: `reaches for "${name}", which the sandbox does not have` });
                }
            }
        },
    }),
};

const RULES: Linter.Config = {
    plugins: { bundle: { rules: { 'free-names': freeNames } } },
    languageOptions: { ecmaVersion: 'latest', sourceType: 'script', globals: { globalThis: 'off' } },
    rules: {
        'bundle/free-names': 'error',
        'no-restricted-syntax': [
            'error',
            { selector: 'ImportExpression', message: 'imports at run time, which the sandbox cannot' },
            NO_PRIVATE_MEMBERS,
        ],
    },
};

function namesOutOfReach(script: string): Problem[] {
    const lines = script.split('\n');
    return new Linter().verify(script, RULES, { allowInlineConfig: false }).map(({ message, line, column }) => ({
        message,
        place: describePlace(lines, line, column),
    }));
}

function rewriteTriggers(script: string): Problem[] {
    const lines = script.split('\n');
    return lines.flatMap((text, index) =>
        REWRITE_TRIGGERS.flatMap((trigger) => {
            const column = text.indexOf(trigger) + 1;
            const message = `contains "${trigger}", which makes the engine rewrite the script at every start`;
            return column ? [{ message, place: describePlace(lines, index + 1, column) }] : [];
        }),
    );
}

function constructionProblems(script: string, root: string): Problem[] {
    const place = 'when constructed with nothing but require and exports';
    const className = classNameOf(readManifest(root));
    try {
        const { exportNames, extendsApp } = constructInBareContext(script, root);
        const problems: Problem[] = [];
        if (exportNames.join() !== className) {
            problems.push({ message: `exports ${exportNames.join(', ')} instead of ${className} alone`, place });
        }
        if (!extendsApp) {
            problems.push({ message: `${className} does not extend the engine's App`, place });
        }
        return problems;
    } catch (error) {
        return [{ message: (error as Error).message, place }];
    }
}

/** Line, column and, because a minified bundle is one line, the text around. */
function describePlace(lines: string[], line: number, column: number): string {
    const text = lines[line - 1] ?? '';
    return `${line}:${column} …${text.slice(Math.max(0, column - 31), column + 49).trim()}…`;
}
