import { z } from 'zod';
import { eventKind } from '../kind.ts';

const text = z.string().nullable();

/** Raised by the local clock. `fingerprint` is that of the document or transaction that waits. */
export const acknowledgementOverdueSchema = z.object({
  fingerprint: z.string(),
  documentType: text,
  documentNumber: text,
  senderAddress: text,
  receiverAddress: text,
  sentAt: z.number().int(),
  dueAt: z.number().int(),
  /** Business hours the policy allowed. */
  hoursAllowed: z.number(),
  /** Which time it is raised for this due time, from 2: what a clock that was ahead raised too early is raised again. */
  round: z.number().int().optional(),
  /** Instead of raising it, takes back the same one: it was raised by a clock that was ahead. */
  takenBack: z.literal(true).optional(),
});
export type AcknowledgementOverdue = z.infer<typeof acknowledgementOverdueSchema>;

/** What should have come and has not. */
export const overdueEventKinds = {
  'acknowledgement.overdue': eventKind({ payload: acknowledgementOverdueSchema, rank: 'overdue' }),
};
