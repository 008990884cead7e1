import { ProtocolError, ProtocolErrorCode, Server, type CallToolResult } from '@modelcontextprotocol/server';
import type { Caller } from '../access/caller';
import { assertMayWrite } from '../access/write-policy';
import { AppError } from '../errors';
import type { Settings } from '../settings/settings';
import { parseArguments, toolListing } from '../tools/arguments';
import type { Tool, ToolContext } from '../tools/define-tool';
import { toolError } from './errors';
import { INSTRUCTIONS } from './instructions';

/** What one request is served with. */
export interface Session {
    requestId: string;
    /** Tools this caller sees, in order. */
    visible: Tool[];
    caller: Caller;
    settings: Settings;
    /** Everything a handler works with; opened for tool calls only. */
    openContext(): Promise<ToolContext>;
    /** Reports a fault of ours (not a refusal). */
    onFault(error: unknown): void;
}

export interface ServerFace {
    version: string;
    tools: Tool[];
}

/** The host gives up on a call after 30 s without telling the app; the caller hears it from us before that. */
const CALL_LIMIT_MS = 25_000;

/** How long a client may keep a list or the discovery: permissions may change, so not for long. */
const LIST_TTL_MS = 30_000;

/**
 * A server for one request. Nothing can be pushed on this host, so no list-changed or subscription capability is
 * offered. The tool table is made once and shared.
 */
export function buildServer({ version, tools }: ServerFace, session: Session): Server {
    const hint = { ttlMs: LIST_TTL_MS, cacheScope: 'private' as const };
    const server = new Server(
        { name: 'mcp-attention', title: 'MCP Attention for Rocket.Chat', version },
        {
            capabilities: { tools: { listChanged: false } },
            instructions: INSTRUCTIONS,
            cacheHints: { 'tools/list': hint, 'server/discover': hint },
        },
    );
    server.setRequestHandler('tools/list', ({ params }) => {
        if (params?.cursor !== undefined) {
            throw new ProtocolError(
                ProtocolErrorCode.InvalidParams,
                'The list of tools has one page; leave cursor out.',
            );
        }
        return { tools: session.visible.map(toolListing) };
    });
    server.setRequestHandler('tools/call', async ({ params }) => {
        const tool = tools.find(({ name }) => name === params.name);
        if (!tool) {
            const name = JSON.stringify(params.name.slice(0, 80));
            throw new ProtocolError(
                ProtocolErrorCode.InvalidParams,
                `Unknown tool ${name}; tools/list names them all.`,
            );
        }
        return callTool(tool, params.arguments, session);
    });
    return server;
}

async function callTool(tool: Tool, input: unknown, session: Session): Promise<CallToolResult> {
    try {
        if (tool.writes) {
            assertMayWrite(session.caller, session.settings);
        }
        const args = parseArguments(tool, input);
        const { structured, text } = await withinLimit(async () => tool.handler(args, await session.openContext()));
        return {
            content: [{ type: 'text', text }],
            structuredContent: structured as Record<string, unknown>,
            _meta: { requestId: session.requestId },
        };
    } catch (error) {
        session.onFault(error);
        return toolError(error, session.requestId);
    }
}

async function withinLimit<T>(work: () => Promise<T>): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const limit = new Promise<never>((_, reject) => {
        const refusal = new AppError('timeout', 'This call took too long.', {
            hint: 'Ask for less: a smaller limit, one room, a narrower time.',
        });
        timer = setTimeout(() => reject(refusal), CALL_LIMIT_MS);
    });
    try {
        return await Promise.race([work(), limit]);
    } finally {
        clearTimeout(timer);
    }
}
