import { z } from 'zod';

/**
 * What the desktop's main process and the core's utility process say to each other. A window's MessagePort travels
 * beside a `window` message. Both sides parse what they get.
 */

export const toCoreSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    dataFolder: z.string(),
    /** With nothing connected, begin with the built-in sandbox instead of the first-run choice. */
    sandboxWhenFresh: z.boolean(),
    vault: z.object({ kind: z.enum(['system', 'memory']), statement: z.string() }),
  }),
  z.object({ type: z.literal('window') }),
  z.object({
    type: z.literal('vault-answer'),
    id: z.number().int(),
    value: z.string().nullable(),
    error: z.string().nullable(),
  }),
  /** How the system reaches an origin, as a PAC script says it; null where it did not say. */
  z.object({ type: z.literal('proxy-answer'), id: z.number().int(), answer: z.string().nullable() }),
  z.object({ type: z.literal('stop') }),
]);
export type ToCore = z.infer<typeof toCoreSchema>;

export const fromCoreSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('stopped') }),
  /** The core cannot start, and why, for people. */
  z.object({ type: z.literal('fatal'), message: z.string(), next: z.string().nullable() }),
  z.object({ type: z.literal('vault-get'), id: z.number().int(), name: z.string() }),
  z.object({ type: z.literal('vault-set'), id: z.number().int(), name: z.string(), value: z.string() }),
  z.object({ type: z.literal('vault-delete'), id: z.number().int(), name: z.string() }),
  z.object({ type: z.literal('open-external'), url: z.string() }),
  z.object({ type: z.literal('proxy-get'), id: z.number().int(), origin: z.url({ protocol: /^https?$/ }) }),
]);
export type FromCore = z.infer<typeof fromCoreSchema>;

/** What a window may say to the main process. */
export const fromWindowSchema = z.discriminatedUnion('type', [
  /** The page is there and wants its port to the core. */
  z.object({ type: z.literal('want-port') }),
  z.object({ type: z.literal('open-external'), url: z.url({ protocol: /^https?$/ }) }),
]);
export type FromWindow = z.infer<typeof fromWindowSchema>;
