import { checkBundle } from './check-bundle';
import { checkManifest } from './check-manifest';
import { checkSource } from './check-source';

/** Throws one error that lists every problem of an app and its bundle, each with its place. */
export function requireSoundApp(script: string, root: string): void {
    const problems = [...checkManifest(root), ...checkSource(root), ...checkBundle(script, root)];
    if (problems.length > 0) {
        const list = problems.map(({ place, message }) => `  ${place}: ${message}`);
        throw new Error(`The app has problems:\n${list.join('\n')}`);
    }
}
