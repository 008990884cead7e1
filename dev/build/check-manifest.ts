import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appJsonSchema } from '@rocket.chat/apps-cli/lib/misc/appJsonSchema';
import { AppInterface } from '@rocket.chat/apps-engine/definition/metadata/AppInterface';
import { AppPermissions } from '@rocket.chat/apps-engine/server/permissions/AppPermissions';
import ts from 'typescript';
import * as z from 'zod';
import type { Problem } from './check-source';
import { classNameOf, readManifest, type Manifest } from './manifest';

/**
 * Checks `app.json` against the schema of rc-apps and against what it speaks of: class, package, icon, and the names
 * the engine knows. A server ignores an unknown event in silence, and calls no hook that the manifest does not list.
 */
export function checkManifest(root: string): Problem[] {
    const manifest = readManifest(root);
    const shape = z.fromJSONSchema(appJsonSchema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(manifest);
    const problems = shape.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
    problems.push(...unknownNames(manifest));

    const clause = implementedInterfaces(root, manifest);
    if (clause.join() !== (manifest.implements ?? []).join()) {
        problems.push(`implements: should be ${JSON.stringify(clause)}, as in ${manifest.classFile}`);
    }
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    if (version !== manifest.version) {
        problems.push(`version: ${manifest.version} is not ${version}, the version in package.json`);
    }
    if (!existsSync(join(root, manifest.iconFile))) {
        problems.push(`iconFile: there is no ${manifest.iconFile}`);
    }
    return problems.map((message) => ({ message, place: 'app.json' }));
}

function unknownNames(manifest: Manifest): string[] {
    const events: string[] = Object.values(AppInterface);
    const permissions = permissionNames(AppPermissions);
    return [
        ...(manifest.implements ?? [])
            .filter((name) => !events.includes(name))
            .map((name) => `implements: the engine knows no "${name}"`),
        ...(manifest.permissions ?? [])
            .filter(({ name }) => !permissions.includes(name))
            .map(({ name }) => `permissions: the engine knows no "${name}"`),
    ];
}

/** The engine keeps them in a tree whose leaves are `{ name }`. */
function permissionNames(tree: object): string[] {
    return Object.values(tree).flatMap((node: object) =>
        'name' in node && typeof node.name === 'string' ? [node.name] : permissionNames(node),
    );
}

/** What the app class says after `implements`, in its order. */
function implementedInterfaces(root: string, manifest: Manifest): string[] {
    const source = ts.createSourceFile(
        manifest.classFile,
        readFileSync(join(root, manifest.classFile), 'utf8'),
        ts.ScriptTarget.Latest,
    );
    const appClass = source.statements
        .filter(ts.isClassDeclaration)
        .find((declaration) => declaration.name?.text === classNameOf(manifest));
    return (appClass?.heritageClauses ?? [])
        .filter((clause) => clause.token === ts.SyntaxKind.ImplementsKeyword)
        .flatMap((clause) => clause.types.map((type) => type.expression.getText(source)));
}
