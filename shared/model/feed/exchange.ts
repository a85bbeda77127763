import { z } from 'zod';
import { reportSchema } from './report.ts';

const text = z.string().nullable();

/** A document, or the file it travels in, as a network tells of it on its way from one company to another. */
export const exchangeReportSchema = z.object({
  /** The network's id of it. */
  exchangeId: z.string(),
  /** The process it is a part of; all that goes on in one process is one issue. Null: a process of its own. */
  processId: text,
  level: z.enum(['document', 'file', 'unknown']),
  documentType: text,
  documentNumber: text,
  senderAddress: text,
  receiverAddress: text,
  senderName: text,
  receiverName: text,
  /** The interchange it travels in, as its sender numbered it. */
  interchange: text,
  /** Business keys, e.g. `purchase order number`. */
  references: z.array(z.object({ key: z.string(), value: z.string() })),
  /** When the network got it, in milliseconds; 0 where it does not say. */
  arrivedAt: z.number().int(),
  /** Its receiver has it, by the acknowledgement or by the network's word. */
  reached: z.boolean(),
  /** The receiver's functional acknowledgement; left out where nothing is known of one, or of whether it will come. */
  acknowledgement: z.enum(['awaited', 'given', 'not expected']).optional(),
  /** What became of it, a report for each track; neither track ends the other's trouble. */
  reports: z.object({
    /** Its way to the receiver. */
    delivery: reportSchema,
    /** The receiver's acknowledgement; left out where the network says nothing of one. */
    acknowledgement: reportSchema.optional(),
  }),
  /** Where it opens on the network. */
  link: text,
  /** Everything else the network said, as sent. */
  extra: z.record(z.string(), z.string().nullable()),
});
/** As a connector tells it. */
export type ExchangeReport = z.infer<typeof exchangeReportSchema>;

/** As it stands in the journal. */
export const exchangeReportedSchema = exchangeReportSchema.extend({
  /** The network whose ids these are, the same on every desk. The core says it: see `realmOf`. */
  realm: z.string(),
});
export type ExchangeReported = z.infer<typeof exchangeReportedSchema>;
export type Track = keyof ExchangeReported['reports'];

/** What the vendor says of it in words, whichever track that is about. */
export function wordsOf({ reports }: ExchangeReport): string | null {
  return reports.delivery.words ?? reports.acknowledgement?.words ?? null;
}

/** The vendor's code of what went wrong, whichever track that is about. */
export function codeOf({ reports }: ExchangeReport): string | null {
  return reports.delivery.code ?? reports.acknowledgement?.code ?? null;
}
