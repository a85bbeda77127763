import type { Explanation } from '#shared/model/edi/edi.ts';
import type { Millis } from '#shared/lib/time.ts';
import type { Attribution } from './fault/attribution.ts';
import { documentLabel, fitTitle, lowerFirst, saysWord, withPartner } from './words.ts';

export type Overdue = {
  readonly documentType: string | null;
  readonly documentNumber: string | null;
  readonly partnerName: string | null;
  /** When the acknowledgement should have been there. */
  readonly dueAt: Millis;
  readonly hoursAllowed: number;
  /** Whether it is known that the document reached the partner; not where it is left out. */
  readonly delivered?: boolean;
};

/** What it means that a document we sent was not acknowledged in time. */
export function explainOverdue(overdue: Overdue): Explanation {
  const label = documentLabel(overdue.documentType, overdue.documentNumber);
  const partner = overdue.partnerName ?? 'the partner';
  const type = overdue.documentType;
  const inside = type === null || saysWord(label, type) ? '' : ` (${type})`;
  const hours = overdue.hoursAllowed === 1 ? '1 hour' : `${overdue.hoursAllowed} hours`;
  return {
    title: fitTitle(`No acknowledgement for ${lowerFirst(label)} from ${partner}`),
    what: `${label}${inside}${withPartner('outbound', overdue.partnerName)}`,
    why: `An acknowledgement was due within ${hours}, by ${utc(overdue.dueAt)}, and none has been received here.`,
    where: null,
    ...noAcknowledgement(overdue.delivered ?? false, overdue.partnerName),
  };
}

/** Whose move a missing acknowledgement is: the partner's only where the document is known to have reached it. */
export function noAcknowledgement(delivered: boolean, partnerName: string | null): Attribution {
  const partner = partnerName ?? 'the partner';
  if (delivered)
    return {
      fault: 'partner',
      faultReason: `The document was delivered, and ${partner} has the next move; no acknowledgement of theirs has been received here.`,
      next: `Ask ${partner} whether the document was processed, and for the acknowledgement.`,
      again: 'no',
    };
  return {
    fault: 'unknown',
    faultReason:
      'It is not known here whether the document reached the partner, nor whether an acknowledgement was sent.',
    next: `Check that the document was delivered and that the acknowledgements of ${partner} are read here, then ask ${partner} whether it was processed.`,
    again: 'no',
  };
}

/** `2026-11-20 09:30 UTC`; an impossible time is shown as unknown instead of failing the explanation. */
function utc(at: Millis): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return 'an unknown time';
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
