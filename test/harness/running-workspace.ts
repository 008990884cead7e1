import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** One user's login, as `READY` names it. */
export interface Login {
    username: string;
    userId: string;
    authToken: string;
    password: string;
}

export interface Reply {
    status: number;
    headers: Headers;
    /** Parsed when it is JSON. */
    body: any;
}

const ROOT = join(__dirname, '..', '..');

/** The demo workspace in a process of its own, as `npm start` runs it, and the handles a test needs. */
export class RunningWorkspace {
    private constructor(
        private readonly child: ChildProcess,
        readonly baseUrls: string[],
        readonly mcpUrls: string[],
        readonly appId: string,
        readonly users: Login[],
        private readonly output: string[],
    ) {}

    /** Starts it on free ports and waits for `READY`; `args` as on the command line. */
    static async start(args: string[] = []): Promise<RunningWorkspace> {
        const port = await freePort();
        const child = spawn(
            process.execPath,
            ['--import', 'tsx', 'dev/workspace/main.ts', '--port', String(port), '--quiet', ...args],
            // Under NODE_ENV=test the engine checks no permission at all.
            { cwd: ROOT, env: { ...process.env, NODE_ENV: 'production' }, stdio: ['ignore', 'pipe', 'pipe'] },
        );
        const output: string[] = [];
        createInterface({ input: child.stderr }).on('line', (line) => output.push(line));
        const lines = createInterface({ input: child.stdout });
        const ready = await new Promise<string>((resolve, reject) => {
            lines.on('line', (line) => (line.startsWith('READY ') ? resolve(line.slice(6)) : output.push(line)));
            child.once('exit', (code) => reject(new Error(`The workspace ended with ${code}:\n${output.join('\n')}`)));
        });
        const { baseUrls, mcpUrls, appId, users } = JSON.parse(ready);
        return new RunningWorkspace(child, baseUrls, mcpUrls, appId, users, output);
    }

    get mcpUrl(): string {
        return this.mcpUrls[0]!;
    }

    /** What the workspace printed besides `READY`. */
    get log(): string {
        return this.output.join('\n');
    }

    login(username: string): Login {
        const found = this.users.find((user) => user.username === username);
        if (!found) {
            throw new Error(`No login for ${username}`);
        }
        return found;
    }

    headersOf(username: string): Record<string, string> {
        const { userId, authToken } = this.login(username);
        return { 'X-User-Id': userId, 'X-Auth-Token': authToken };
    }

    /** A REST call as a user; `path` below `/api/`. A body makes it a POST. Rejects unless it succeeds. */
    async rest(username: string, path: string, body?: object, instance = 0): Promise<any> {
        const reply = await this.request(`${this.baseUrls[instance]}/api/${path}`, {
            method: body ? 'POST' : 'GET',
            headers: { ...this.headersOf(username), ...(body ? { 'content-type': 'application/json' } : {}) },
            ...(body ? { body: JSON.stringify(body) } : {}),
        });
        if (reply.status !== 200 || reply.body?.success === false) {
            throw new Error(`${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
        }
        return reply.body;
    }

    /** One of the workspace's own controls, e.g. `kill`. */
    async control(name: string, body?: object): Promise<any> {
        const reply = await this.request(`${this.baseUrls[0]}/_workspace/${name}`, {
            method: body ? 'POST' : 'GET',
            ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
        });
        if (reply.status !== 200) {
            throw new Error(`${name}: ${reply.status} ${JSON.stringify(reply.body)}`);
        }
        return reply.body;
    }

    async request(url: string, init: RequestInit = {}): Promise<Reply> {
        const response = await fetch(url, init);
        const text = await response.text();
        const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
        return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
    }

    /** Types a slash command and returns the texts that only this user was shown because of it. */
    async command(username: string, line: string, roomId: string, instance = 0): Promise<string[]> {
        const before = (await this.whispers(username)).length;
        const [, command = '', params = ''] = /^\/(\S+)\s*(.*)$/s.exec(line) ?? [];
        await this.rest(username, 'v1/commands.run', { command, params, roomId }, instance);
        return (await this.whispers(username)).slice(before);
    }

    /** A connection token made by the user's `/mcp token` command. */
    async mintToken(username: string, name: string, roomId: string, instance = 0): Promise<string> {
        const [shown = ''] = await this.command(username, `/mcp token ${name}`, roomId, instance);
        const token = /rcm_[\w-]{59}/.exec(shown)?.[0];
        if (!token) {
            throw new Error(`No token in: ${shown}`);
        }
        return token;
    }

    private async whispers(username: string): Promise<string[]> {
        const inbox = await this.control(`inbox?userId=${this.login(username).userId}`);
        return inbox.deliveries
            .filter(({ kind }: { kind: string }) => kind === 'ephemeral')
            .map(({ message }: { message: { msg: string } }) => message.msg);
    }

    async stop(): Promise<void> {
        if (this.child.exitCode === null && this.child.signalCode === null) {
            const ended = new Promise((resolve) => this.child.once('exit', resolve));
            this.child.kill('SIGTERM');
            await ended;
        }
    }

    /** As a power cut would end it. */
    async kill(): Promise<void> {
        const ended = new Promise((resolve) => this.child.once('exit', resolve));
        this.child.kill('SIGKILL');
        await ended;
    }
}

/** A port with room above it for a few instances. */
async function freePort(): Promise<number> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return Math.min(port, 65_000);
}
