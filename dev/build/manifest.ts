import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The part of `app.json` the build reads. The file itself travels into the package byte for byte. */
export interface Manifest {
    id: string;
    name: string;
    nameSlug: string;
    version: string;
    description: string;
    requiredApiVersion: string;
    author: { name: string; support: string; homepage?: string };
    /** The TypeScript file of the app class; it carries the name of the class. */
    classFile: string;
    iconFile: string;
    /** The events the server calls the app for. The server reads them here, never in the script. */
    implements?: string[];
    permissions?: Array<{ name: string }>;
}

/** The project this file belongs to. */
export const PROJECT_ROOT = join(__dirname, '..', '..');

/** Reads `app.json` of a project. Throws if it is missing or no JSON. */
export function readManifest(root: string): Manifest {
    return JSON.parse(readFileSync(join(root, 'app.json'), 'utf8')) as Manifest;
}

/** The name of the app class, which is also the name of the one export of the bundle. */
export function classNameOf(manifest: Manifest): string {
    return manifest.classFile.replace(/\.ts$/, '');
}
