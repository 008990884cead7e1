import type * as z from 'zod';
import type { Caller } from '../access/caller';
import type { Clock } from '../host/clock';
import type { Records } from '../host/records';
import type { Workspace } from '../host/workspace';
import type { ReadScope } from '../rooms/read-scope';
import type { SearchService } from '../search/service';
import type { Settings } from '../settings/settings';

/** What one call of a tool works with. Reading goes through `scope`; nothing else gives out messages. */
export interface ToolContext {
    caller: Caller;
    scope: ReadScope;
    /** Opens the scope anew, for rooms that this very call made. */
    openScope(): Promise<ReadScope>;
    /** Base address of the workspace, for links. */
    site: string;
    settings: Settings;
    clock: Clock;
    records: Records;
    search: SearchService;
    /** The writing half of the port, and what a write needs to know. */
    write: Pick<Workspace, 'send' | 'openDirectRoom' | 'personByUsername' | 'maxMessageLength'>;
}

/** A result, twice: `structured` is the source of truth, `text` the same facts for a model to read. */
export interface ToolResult<Output> {
    structured: Output;
    text: string;
}

export interface ToolDefinition<Input extends z.ZodObject, Output extends z.ZodObject> {
    /** `snake_case`, unique, never changed once released. */
    name: string;
    title: string;
    /** For a model: what it answers, when to use it, what to do next. */
    description: string;
    input: Input;
    output: Output;
    /** Writing tools are listed, and run, only for callers that may write; `mcp/server.ts` sees to it. */
    writes: boolean;
    annotations: { destructiveHint: boolean; idempotentHint: boolean; openWorldHint: boolean };
    /** Throws `AppError` for what it refuses. */
    handler(input: z.output<Input>, context: ToolContext): Promise<ToolResult<z.output<Output>>>;
}

/** Any tool, for lists of them. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the list holds tools of every input and output
export type Tool = ToolDefinition<any, any>;

/** Declares a tool; only infers its types. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
    tool: ToolDefinition<Input, Output>,
): ToolDefinition<Input, Output> {
    return tool;
}
