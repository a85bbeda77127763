import { z } from 'zod';
import { type Json } from '#shared/lib/json.ts';

export const idSchema = z.string().min(1).max(120);
export const millisSchema = z.number().int();
/** What arrives over the wire was JSON, so only its presence is left to check; walking it would cost more than the call. */
export const jsonSchema: z.ZodType<Json> = z.custom<Json>((value) => value !== undefined);
