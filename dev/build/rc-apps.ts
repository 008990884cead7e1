import { spawn } from 'node:child_process';

export interface RcAppsResult {
    exitCode: number;
    /** All it printed, on either stream. */
    output: string;
}

/**
 * Runs Rocket.Chat's command line tool for apps in a folder made by `writeDeployable`, passing its output on to
 * `print`. Resolves whatever the exit code. Ctrl-C ends the tool alone, so that the caller can tidy up.
 */
export function runRcApps(args: string[], folder: string, print: (text: string) => void): Promise<RcAppsResult> {
    const ignoreInterrupt = (): void => undefined;
    process.on('SIGINT', ignoreInterrupt);
    return new Promise<RcAppsResult>((resolve, reject) => {
        const tool = spawn(process.execPath, [require.resolve('@rocket.chat/apps-cli/bin/run'), ...args], {
            cwd: folder,
            stdio: ['ignore', 'pipe', 'pipe'],
        });
        let output = '';
        for (const stream of [tool.stdout, tool.stderr]) {
            stream.setEncoding('utf8').on('data', (text: string) => {
                output += text;
                print(text);
            });
        }
        tool.on('error', reject);
        tool.on('close', (code) => resolve({ exitCode: code ?? 1, output }));
    }).finally(() => process.off('SIGINT', ignoreInterrupt));
}
