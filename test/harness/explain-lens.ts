import type { Explanation } from '#shared/model/edi/edi.ts';
import { explainReport } from '#core/documents/explain.ts';
import { type LensWords, reportsOf } from '#core/connectors/trading-grid/transactions/reports.ts';

/** What Lens says of a document that we sent, or got, and what other entries of its process say. */
export type LensCase = LensWords & {
  readonly beside: readonly string[];
  readonly documentType: string;
  readonly documentNumber: string;
  readonly partnerName: string | null;
  readonly direction: 'outbound' | 'inbound' | 'unknown';
};

export const lensCase: LensCase = {
  status: 'Failed',
  statusAt: 0,
  acknowledgementStatus: null,
  acknowledgementAt: null,
  deliveryStatus: null,
  errorCode: null,
  message: null,
  beside: [],
  documentType: '810',
  documentNumber: '4711',
  partnerName: 'Harbour Stores',
  direction: 'outbound',
};

/** The words of Lens, translated by its connector and explained by the core: what happened on the way before the acknowledgement. */
export function explainLens(told: LensCase): Explanation {
  const { reports, reached } = reportsOf(told);
  const { delivery, acknowledgement } = reports;
  if (delivery.verdict === 'problem') return explainReport({ ...told, reached, track: 'delivery', report: delivery });
  if (acknowledgement?.verdict === 'problem')
    return explainReport({ ...told, reached, track: 'acknowledgement', report: acknowledgement });
  throw new Error(`Lens tells of no problem: ${JSON.stringify(told)}`);
}
