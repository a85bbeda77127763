import type { Again, Fault } from '#shared/model/edi/edi.ts';
import type { Cause } from './cause.ts';
import { sentByPartner } from './sent-by-partner.ts';
import { sentByUs } from './sent-by-us.ts';

/** Whose move it is, why we think so, what to do next, and what that says of sending. */
export type Attribution = {
  readonly fault: Fault;
  readonly faultReason: string;
  readonly next: string;
  readonly again: Again;
};

export type Direction = 'outbound' | 'inbound' | 'unknown';

/** Seen from the document that was answered: `outbound` = we sent it, so the partner refused it. */
export function attribute(cause: Cause, direction: Direction, partnerName: string | null): Attribution {
  const partner = partnerName ?? 'the partner';
  if (cause === 'none') {
    return { fault: 'unknown', faultReason: 'Nothing was refused.', next: 'Nothing to do.', again: 'no' };
  }
  if (direction === 'unknown') {
    return {
      fault: 'unknown',
      faultReason: 'It is not known whether we or the partner sent the document.',
      next: unknownSide.get(cause) ?? 'Find out which side sent the document: that side has to correct it.',
      again: 'no',
    };
  }
  return direction === 'outbound' ? sentByUs(cause, partner) : sentByPartner(cause, partner);
}

const ask = 'Find out which side sent the document, and ask its receiver';

/** Where nothing was found wrong with the document, "correct it" would be wrong advice to either side. */
const unknownSide: ReadonlyMap<Cause, string> = new Map<Cause, string>([
  ['verdict unclear', `${ask} whether it was accepted.`],
  ['reason not given', `${ask} why it was rejected.`],
  ['outcome unknown', `${ask} whether it arrived. Do not have it sent again before that is known.`],
  ['own reason', 'Read the reason, and find out which side sent the document.'],
  ['words only', 'Read the message and answer it.'],
  ['remark', 'Read the remark, and find out which side sent the document.'],
]);
