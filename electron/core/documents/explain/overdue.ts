import type { Explanation } from '#shared/model/edi.ts';
import type { Millis } from '#shared/lib/time.ts';
import { documentLabel, fitTitle, lowerFirst, withPartner } from './words.ts';

export type Overdue = {
  readonly documentType: string | null;
  readonly documentNumber: string | null;
  readonly partnerName: string | null;
  /** When the acknowledgement should have been there. */
  readonly dueAt: Millis;
  readonly hoursAllowed: number;
};

/** What it means that a document we sent was not acknowledged in time. */
export function explainOverdue(overdue: Overdue): Explanation {
  const label = documentLabel(overdue.documentType, overdue.documentNumber);
  const partner = overdue.partnerName ?? 'the partner';
  const type = overdue.documentType;
  const inside = type === null || label.includes(type) ? '' : ` (${type})`;
  const hours = overdue.hoursAllowed === 1 ? '1 hour' : `${overdue.hoursAllowed} hours`;
  return {
    title: fitTitle(`No acknowledgement for ${lowerFirst(label)} from ${partner}`),
    what: `${label}${inside}${withPartner('outbound', overdue.partnerName)}`,
    why: `An acknowledgement was due within ${hours}, by ${utc(overdue.dueAt)}, and none has arrived.`,
    where: null,
    fault: 'partner',
    faultReason: 'We sent the document; acknowledging it is the move of the receiver.',
    next: `Check that the document was delivered, then ask ${partner} whether it was processed and for the acknowledgement.`,
    again: 'no',
  };
}

/** `2026-11-20 09:30 UTC`; an impossible time is shown as unknown instead of failing the explanation. */
function utc(at: Millis): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return 'an unknown time';
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
