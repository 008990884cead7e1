import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager';
import type { IParseAppPackageResult } from '@rocket.chat/apps-engine/server/compiler';
import { DenoRuntimeSubprocessController } from '@rocket.chat/apps-engine/server/runtime/deno/AppsEngineDenoRuntime';
import type { IAppStorageItem } from '@rocket.chat/apps-engine/server/storage';

/**
 * The engine's own controller of an app's Deno process, watched: it tells the process its clock before the app is
 * constructed, and once stopped it starts no other process, not even when it was stopped during a restart.
 */
class Sandbox extends DenoRuntimeSubprocessController {
    public child?: ChildProcess;
    private stopped = false;

    constructor(
        manager: AppManager,
        appPackage: IParseAppPackageResult,
        item: IAppStorageItem,
        private readonly clockOffset: () => number,
    ) {
        super(manager, appPackage, item);
        this.on('ready', () => {
            this.tellClock().catch((error) => console.error('Could not set the clock of a sandbox:', error));
        });
    }

    public override spawnProcess(): void {
        if (!this.stopped) {
            super.spawnProcess();
            this.child = this['deno'] as ChildProcess | undefined;
            // Between a sandbox's death and the engine's notice of it, calls are written to it that nobody answers.
            this.child?.stdin?.on('error', ({ message }) => console.error('A sandbox died before a call:', message));
        }
    }

    public override async restartApp(): Promise<void> {
        if (!this.stopped) {
            await super.restartApp();
        }
    }

    public override async stopApp(): Promise<void> {
        this.stopped = true;
        await super.stopApp();
    }

    public async tellClock(): Promise<void> {
        await this.sendRequest({ method: 'workspace:clock', params: [this.clockOffset()] });
    }
}

/** The Deno processes of one engine, one per app. */
export class Sandboxes {
    private readonly started = new Set<Sandbox>();
    private clockOffset = 0;

    /** Makes `manager` start its sandboxes here. */
    public attach(manager: AppManager): void {
        Object.assign(manager.getRuntime(), {
            runtimeFactory: (...args: [AppManager, IParseAppPackageResult, IAppStorageItem]) => {
                this.started.forEach((old) => old.getProcessState() === 'stopped' && this.started.delete(old));
                const sandbox = new Sandbox(...args, () => this.clockOffset);
                this.started.add(sandbox);
                return sandbox;
            },
        });
    }

    public pids(): number[] {
        return this.running().map(({ pid }) => pid as number);
    }

    /** SIGKILL; resolves once the engine has seen every process end, which is when it begins the restarts. */
    public async kill(): Promise<number[]> {
        const running = this.running();
        const ends = running.map((sandbox) => once(sandbox, 'exit'));
        // By pid: a kill through the process object would be noted there, and the engine would take it for its own.
        this.pids().forEach((pid) => process.kill(pid, 'SIGKILL'));
        await Promise.all(ends);
        return running.map(({ pid }) => pid as number);
    }

    /** Moves the clock of every sandbox, those started later included. */
    public async setClockOffset(milliseconds: number): Promise<void> {
        this.clockOffset = milliseconds;
        const ready = [...this.started].filter((sandbox) => sandbox.getProcessState() === 'ready');
        await Promise.all(ready.map((sandbox) => sandbox.tellClock()));
    }

    public async end(): Promise<void> {
        await Promise.all([...this.started].map((sandbox) => sandbox.stopApp()));
        this.started.clear();
    }

    private running(): ChildProcess[] {
        const isRunning = (child?: ChildProcess): child is ChildProcess =>
            child?.pid !== undefined && child.exitCode === null && child.signalCode === null;
        return [...this.started].map(({ child }) => child).filter(isRunning);
    }
}

/** The engine starts `deno` by name: puts the real binary, not a wrapper a SIGKILL would stop at, first on the PATH. */
export function putDenoOnPath(): void {
    const { runInstall } = createRequire(__filename)('deno/install_api.cjs') as { runInstall(): string };
    const directory = path.dirname(runInstall());
    if (process.env.PATH?.split(path.delimiter)[0] !== directory) {
        process.env.PATH = [directory, process.env.PATH].join(path.delimiter);
    }
}

/** Where the engine links the runtime to. The same on every start, so that Deno finds what it compiled last time. */
export function sandboxDirectory(): string {
    const owner = createHash('sha256').update(`${process.getuid?.()}:${__dirname}`).digest('hex').slice(0, 12);
    const directory = path.join(tmpdir(), `mcp-attention-${owner}`);
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return directory;
}
