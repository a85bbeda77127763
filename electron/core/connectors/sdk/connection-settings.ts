import { z } from 'zod';
import { complaintWords } from '#shared/lib/misfit.ts';
import { ConnectorError } from './error.ts';

/** Parses a connection's settings, all text; throws `set-up` that names the first setting that does not fit. */
export function parseSettings<T>(system: string, schema: z.ZodType<T>, settings: Readonly<Record<string, string>>): T {
  const parsed = schema.safeParse(settings);
  if (parsed.success) return parsed.data;
  throw new ConnectorError(
    'set-up',
    `${system}.setting`,
    `A setting can’t be used. ${complaintWords(parsed.error, settings, 1)}`,
    { next: 'Correct it on the connections screen.', cause: parsed.error },
  );
}

/** An https address, or http on loopback; without a slash at the end. */
export const addressSetting = z
  .string()
  .trim()
  .transform((text) => text.replace(/\/+$/, ''))
  .refine(
    (text) => {
      if (!URL.canParse(text)) return false;
      const url = new URL(text);
      return url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname));
    },
    { error: 'it must be an https address' },
  );

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** A whole number between two bounds, both included. */
export const numberSetting = (low: number, high: number) =>
  z
    .string()
    .trim()
    .regex(/^\d+$/, { error: 'it must be a whole number' })
    .transform(Number)
    .refine((value) => value >= low && value <= high, { error: `it must lie between ${low} and ${high}` });

/** `true` or `false`. */
export const booleanSetting = z
  .string()
  .trim()
  .toLowerCase()
  .refine((text) => ['true', 'false', ''].includes(text), { error: 'it must be true or false' })
  .transform((text) => text === 'true');

/** Values separated by commas or line breaks. */
export const listSetting = z.string().transform((text) =>
  text
    .split(/[,\n]/)
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);
