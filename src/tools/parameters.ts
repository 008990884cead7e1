import * as z from 'zod';

/** Arguments that mean the same in every tool. Each sentence is written for a model. */

export const roomParameter = z
    .string()
    .min(1)
    .max(500)
    .describe('Room: id, #name, @user for a direct message, or a pasted link.');

export const threadParameter = z
    .string()
    .min(1)
    .max(500)
    .describe('Thread: id or link of its first message or of any reply.');

export const cursorParameter = z
    .string()
    .min(1)
    .max(2000)
    .optional()
    .describe('nextCursor of the previous page; keep the other arguments the same.');

export const limitParameter = (standard: number, max: number) =>
    z.number().int().min(1).max(max).default(standard).describe(`At most this many (1-${max}).`);
