import { z } from 'zod';
import { businessEventNames } from '../../feed/business-event.ts';
import { eventKind } from '../kind.ts';

const text = z.string().nullable();

/** What went well outside and has facts: it is no trouble, and may start something. `occurredAt` is when it happened. */
export const businessEventSchema = z.object({
  what: z.enum(businessEventNames),
  /** What people call the thing: `PO 4711`. */
  name: z.string(),
  /** The partner's address, `qualifier:id`, or another identifier it is known by; null where none is concerned. */
  partner: text,
  /** In the order in which they are shown: `Amount`, `120.00 EUR`. */
  facts: z.array(z.object({ label: z.string(), value: z.string() })).readonly(),
  /** The number that people quote. */
  reference: text,
  link: text,
});
export type BusinessEventReceived = z.infer<typeof businessEventSchema>;

/** What went well. */
export const businessEventKinds = {
  'business.event': eventKind({ payload: businessEventSchema, rank: null }),
};
