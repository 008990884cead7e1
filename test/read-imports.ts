import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export interface Import {
    /** As written: `./caller`, `zod`. */
    from: string;
    /** Leaves nothing behind when the types are stripped. */
    typeOnly: boolean;
}

/** Every import, re-export and `import()` of a TypeScript source, types included. */
export function readImports(source: string): Import[] {
    const imports: Import[] = [];
    const add = (specifier: ts.Node | undefined, typeOnly: boolean): void => {
        if (specifier && ts.isStringLiteralLike(specifier)) {
            imports.push({ from: specifier.text, typeOnly });
        }
    };
    const visit = (node: ts.Node): void => {
        if (ts.isImportDeclaration(node)) {
            add(node.moduleSpecifier, isTypeOnly(node.importClause));
        } else if (ts.isExportDeclaration(node)) {
            add(node.moduleSpecifier, node.isTypeOnly);
        } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
            add(node.argument.literal, true);
        } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
            add(node.arguments[0], false);
        }
        ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest));
    return imports;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
    if (!clause) {
        return false;
    }
    const names = clause.namedBindings;
    const onlyTypeNames =
        !clause.name && !!names && ts.isNamedImports(names) && names.elements.every((name) => name.isTypeOnly);
    return clause.phaseModifier === ts.SyntaxKind.TypeKeyword || onlyTypeNames;
}

/** The TypeScript files below a folder, as paths relative to `root`, with `/`. */
export function sourceFiles(root: string, folder: string): string[] {
    return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
        .map((entry) =>
            join(entry.parentPath, entry.name)
                .slice(root.length + 1)
                .replaceAll('\\', '/'),
        )
        .sort();
}

export function readSource(root: string, file: string): string {
    return readFileSync(join(root, file), 'utf8');
}
