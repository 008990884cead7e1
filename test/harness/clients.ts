import { Client as ClientV2, StreamableHTTPClientTransport as TransportV2 } from '@modelcontextprotocol/client';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as TransportV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

/** What the tests ask of a client, whichever library it is. */
export interface TestClient {
    listTools(): Promise<Array<{ name: string; outputSchema?: unknown; annotations?: Record<string, unknown> }>>;
    /** Rejects on protocol errors; a refusal of the tool comes back in `error`. */
    call(name: string, args?: object): Promise<CallOutcome>;
    instructions(): string | undefined;
    close(): Promise<void>;
}

export interface CallOutcome {
    structured: any;
    text: string;
    /** The refusal, if it is one. */
    error?: { code: string; message: string; field?: string; hint?: string; requestId: string };
    meta: Record<string, unknown>;
}

const INFO = { name: 'acceptance', version: '1.0.0' };

export type Connect = (url: string, headers: Record<string, string>) => Promise<TestClient>;

/** The published clients, in every way they speak: the v1 library, and the v2 library in each of its modes. */
export const clients: Record<string, Connect> = {
    'v1 client': async (url, headers) => {
        const client = new ClientV1(INFO);
        await client.connect(new TransportV1(new URL(url), { requestInit: { headers } }));
        return wrap(client as unknown as Wrapped);
    },
    'v2 client, legacy': v2('legacy'),
    'v2 client, auto': v2('auto'),
    'v2 client, 2026-07-28': v2({ pin: '2026-07-28' }),
};

/** The client most tests use: the current protocol. */
export const connect: Connect = (url, headers) => clients['v2 client, auto']!(url, headers);

function v2(mode: 'legacy' | 'auto' | { pin: string }): Connect {
    return async (url, headers) => {
        const client = new ClientV2(INFO, { versionNegotiation: { mode } });
        await client.connect(new TransportV2(new URL(url), { requestInit: { headers } }));
        return wrap(client);
    };
}

interface Wrapped {
    listTools(): Promise<{ tools: Awaited<ReturnType<TestClient['listTools']>> }>;
    callTool(params: { name: string; arguments: Record<string, unknown> }): Promise<{
        content: Array<{ type: string; text?: string }>;
        structuredContent?: unknown;
        isError?: boolean;
        _meta?: Record<string, unknown>;
    }>;
    getInstructions(): string | undefined;
    close(): Promise<void>;
}

function wrap(client: Wrapped): TestClient {
    return {
        listTools: async () => (await client.listTools()).tools,
        async call(name, args = {}) {
            const result = await client.callTool({ name, arguments: { ...args } });
            const text = result.content.map((part) => part.text ?? '').join('\n');
            return {
                structured: result.structuredContent,
                text,
                ...(result.isError ? { error: JSON.parse(text).error } : {}),
                meta: result._meta ?? {},
            };
        },
        instructions: () => client.getInstructions(),
        close: () => client.close(),
    };
}
