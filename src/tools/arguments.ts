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
        outputSchema: brief(jsonSchema(tool.output, 'output'), 0) as JsonObjectSchema,
        annotations: { readOnlyHint: !writes, ...annotations },
    };
    listings.set(tool, made);
    return made;
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonObjectSchema {
    const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io });
    return { ...rest, type: 'object' };
}

/**
 * The outline of an output schema: what the top level holds, and which fields its objects always have. Every client
 * carries the whole list of tools in its model's context, so the fine print (the shapes of a room and a message, the
 * same in each tool) stays out; it is checked in tests and described in the documentation.
 */
function brief(schema: Record<string, unknown>, depth: number): Record<string, unknown> {
    const { type, properties, required, items, enum: values, const: constant, description } = schema;
    const isShown = depth === 0 && type === 'object' && properties !== undefined;
    return {
        ...(type === undefined ? {} : { type }),
        ...(values === undefined ? {} : { enum: values }),
        ...(constant === undefined ? {} : { const: constant }),
        ...(description === undefined || depth > 1 ? {} : { description }),
        ...(isShown
            ? { properties: mapValues(properties as Record<string, object>, (one) => brief({ ...one }, depth + 1)) }
            : {}),
        ...(Array.isArray(required) && required.length > 0 ? { required } : {}),
        ...(items === undefined ? {} : { items: brief({ ...items }, depth + 1) }),
    };
}

const mapValues = (record: Record<string, object>, change: (value: object) => object) =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
