import * as z from 'zod';
import { AppError } from '../errors';
import type { Tool } from './define-tool';

/** The arguments of a call, checked. Rejects with `invalid_input`: the field, what is wrong with it, the next step. */
export function parseArguments(tool: Tool, input: unknown): unknown {
    const parsed = tool.input.safeParse(input ?? {});
    if (parsed.success) {
        return parsed.data;
    }
    const { issues } = parsed.error as z.ZodError;
    const issue = issues[0]!;
    const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
    const field = [...issue.path, ...(unknownKey === undefined ? [] : [unknownKey])].join('.').slice(0, 100);
    const problem = unknownKey === undefined ? issue.message : 'there is no such argument';
    const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
    throw new AppError('invalid_input', `${field || 'arguments'}: ${problem}${more}`, {
        ...(field ? { field } : {}),
        hint: `${tool.name} takes: ${Object.keys(tool.input.shape).join(', ')}. Its input schema has types and limits.`,
    });
}

export interface ToolListing {
    name: string;
    title: string;
    description: string;
    inputSchema: JsonObjectSchema;
    outputSchema: JsonObjectSchema;
    annotations: Record<string, boolean>;
}

type JsonObjectSchema = { type: 'object' } & Record<string, unknown>;

const listings = new Map<Tool, ToolListing>();

/** A tool as clients see it, its schemas in JSON Schema 2020-12 (the protocol's default dialect); made once. */
export function toolListing(tool: Tool): ToolListing {
    const known = listings.get(tool);
    if (known) {
        return known;
    }
    const { name, title, description, writes, annotations } = tool;
    const made = {
        name,
        title,
        description,
        inputSchema: jsonSchema(tool.input, 'input'),
        outputSchema: jsonSchema(tool.output, 'output'),
        annotations: { readOnlyHint: !writes, ...annotations },
    };
    listings.set(tool, made);
    return made;
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonObjectSchema {
    const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io });
    return { ...rest, type: 'object' };
}
