import { createRequire } from 'node:module';
import { join } from 'node:path';
import vm from 'node:vm';
import { classNameOf, readManifest } from './manifest';
import { canRequire, ENGINE_DEFINITIONS } from './sandbox-limits';

export interface Construction {
    exportNames: string[];
    /** Whether the first export, the one a server takes, made an instance of the engine's App. */
    extendsApp: boolean;
    /** From the text of the script to the instance. */
    milliseconds: number;
}

/**
 * Runs a script and constructs its app as rc-apps does before it packs: in a context that holds `require` and
 * `exports` and nothing else of the web or of Node, without accessors. Rethrows what the script throws.
 */
export function constructInBareContext(script: string, root: string): Construction {
    const projectRequire = createRequire(join(root, 'app.json'));
    const { App } = projectRequire(`${ENGINE_DEFINITIONS}App`) as { App: new () => object };
    const exports: Record<string, new (info: object, logger: object) => object> = {};
    const context = vm.createContext({
        require: (name: string): unknown => (canRequire(name) ? projectRequire(name) : undefined),
        exports,
    });

    const start = performance.now();
    vm.runInContext(script, context, { filename: `${classNameOf(readManifest(root))}.js` });
    const [AppClass] = Object.values(exports);
    if (!AppClass) {
        throw new Error('The script exports nothing.');
    }
    const info = { name: '', requiredApiVersion: '', author: { name: '' } };
    const app = new AppClass(info, { debug: () => undefined });
    const milliseconds = performance.now() - start;

    return { exportNames: Object.keys(exports), extendsApp: app instanceof App, milliseconds };
}
