import { z } from 'zod';
import { exchangeReportedSchema } from '../../feed/exchange.ts';
import { eventKind } from '../kind.ts';

const partnerSeenSchema = z.object({
  companyId: z.string(),
  name: z.string(),
  addresses: z.array(z.string()),
});
export type PartnerSeen = z.infer<typeof partnerSeenSchema>;

/** What a network tells: what became of an exchange, and whom its directory knows. */
export const networkEventKinds = {
  'exchange.reported': eventKind({ payload: exchangeReportedSchema, rank: 'reported' }),
  'partner.seen': eventKind({ payload: partnerSeenSchema, rank: null }),
};
