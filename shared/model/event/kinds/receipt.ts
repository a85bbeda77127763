import { z } from 'zod';
import { capabilityNames } from '../../action/capability.ts';
import { receiptKinds } from '../../feed/receipt.ts';
import { eventKind, named } from '../kind.ts';

const text = z.string().nullable();

/**
 * What became of a send, as a connector heard it. `occurredAt` is when that was. One that was merged into another is `deleted`
 * with `replacedBy`.
 */
export const receiptReceivedSchema = z.object({
  /** The action's idempotency key; it begins with the id. */
  key: z.string(),
  kind: z.enum(receiptKinds),
  /** What was done by the send. A desk that did not ask for it knows it by this alone. */
  capability: z.enum(capabilityNames),
  /** What people call the thing that was made: `case`, `letter`. A desk that did not ask for it knows it by this alone. */
  noun: z.string(),
  /** The vendor's id of the thing, the same as in the outcome of the send. */
  id: z.string(),
  /** The number that people use. */
  reference: text,
  link: text,
  /** The vendor's words: why it bounced, what a reply says. Shown, never interpreted. */
  words: text,
  /** Who did it: closed it, read it, replied. */
  who: text,
  /** How the thing stands outside, in the vendor's word. */
  status: text,
  owner: text,
  /** What stands for it now. */
  replacedBy: z.object({ id: z.string(), reference: text, link: text }).optional(),
});
export type ReceiptReceived = z.infer<typeof receiptReceivedSchema>;

/** What came back from outside. */
export const receiptEventKinds = {
  'receipt.received': eventKind({
    payload: receiptReceivedSchema,
    rank: 'received',
    personal(at) {
      const who = at('who');
      const words = who === null || at('words') === null ? [] : [{ at: 'words', person: who }];
      return [...named(at, 'who'), ...named(at, 'owner'), ...words];
    },
  }),
};
