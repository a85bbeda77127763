import type { Acknowledgement, AcknowledgementType, Explanation } from '#shared/model/edi/edi.ts';
import { dispositionMeaning } from '../../mdn/dispositions.ts';
import { weighsHeavily } from '../../weight-of-words.ts';
import type { AcknowledgementContext } from './acknowledgement.ts';
import type { Attribution } from '../fault/attribution.ts';
import { type Cause, isMoreThanDuplicate } from '../fault/cause.ts';
import { lowerFirst } from '../words.ts';

type Advice = Pick<Explanation, 'next' | 'again'>;

/** Business responses: what they accept with changes is to be agreed on, not only noted. */
const businessResponses: ReadonlySet<AcknowledgementType> = new Set([
  '855',
  '865',
  'ORDRSP',
  '277',
  '945',
  '947',
  '990',
]);

/** What to do next. What was taken is never sent again; what may have been taken is asked about first. */
export function adviceOf(
  acknowledgement: Acknowledgement,
  { next, again }: Attribution,
  { direction, partnerName }: AcknowledgementContext,
  cause: Cause,
): Advice {
  const { status, type, errors, text } = acknowledgement;
  const partner = partnerName ?? 'the partner';
  if ((status === 'accepted' && (type === 'MDN' || type === 'TA1')) || (status === 'received' && cause === 'none'))
    return { next: 'Wait for the acknowledgement of its content.', again: 'no' };
  if (status === 'partial' && errors.length === 0 && !businessResponses.has(type)) {
    return {
      next: 'Check the acknowledgements of the individual documents: correct those that were rejected and send them again with new control numbers.',
      again: 'corrected',
    };
  }
  if (status === 'accepted with errors' && !businessResponses.has(type) && cause !== 'duplicate') {
    const taken = direction === 'inbound' ? 'We accepted it' : 'It was accepted';
    const then = weighsHeavily(text ?? '')
      ? 'But the text with it mentions a refusal, a charge or a hold: read it and act today.'
      : 'Have the cause corrected before the next one.';
    return { next: `${taken}, so do not send it again. ${then}`, again: 'no' };
  }
  if (cause === 'duplicate' && status === 'rejected' && type !== 'MDN' && isMoreThanDuplicate(acknowledgement))
    return { next: duplicateAndMore(direction, partner), again: direction === 'unknown' ? 'no' : 'corrected' };
  if (cause === 'verdict unclear' && status !== 'rejected')
    return { next: `${next} Do not send anything again until that is known.`, again };
  if (status === 'rejected' && cause !== 'verdict unclear' && errors.some(({ level }) => level === 'acknowledgement')) {
    const first = direction === 'inbound' ? 'Check in our system first' : `Ask ${partner} first`;
    return {
      next: `${first} whether it was accepted after all: the acknowledgement says both. If it was not: ${lowerFirst(next)}`,
      again,
    };
  }
  if (type === '864' && weighsHeavily(text ?? ''))
    return {
      next: 'Read the message and answer it today: it mentions a refusal, a charge or something urgent.',
      again,
    };
  if (type === 'MDN' && direction === 'outbound' && !attributedBetter.has(cause)) {
    const known = errors.map(({ code }) => (code === null ? undefined : dispositionMeaning(code))).find(Boolean);
    if (known !== undefined) return { next: known.check, again: known.again };
  }
  return { next: forAll(next, errors.filter(({ level }) => level !== 'acknowledgement').length, again), again };
}

/** What is to be corrected is all that was complained about. */
function forAll(next: string, complaints: number, again: Advice['again']): string {
  if (complaints < 2 || again !== 'corrected') return next;
  const all = complaints === 2 ? 'both complaints' : `all ${complaints} complaints`;
  return next.startsWith('Correct the data or the map, then')
    ? next.replace('Correct the data or the map, then', `Correct the data or the map for ${all}, then`)
    : `${next} Deal with ${all} before that.`;
}

function duplicateAndMore(direction: AcknowledgementContext['direction'], partner: string): string {
  if (direction === 'unknown')
    return 'Find out which side sent the document: that side has to correct what else is named, once it is known whether an earlier copy was processed.';
  if (direction === 'inbound')
    return `Check whether we processed an earlier copy. If not, ask ${partner} to correct what else is named and send it again with a new number.`;
  return `Ask ${partner} whether an earlier copy was processed. If not, correct what else is named and send it again with a new number; if it was, ask what has to be corrected in it.`;
}

/** Causes for which the general advice says more than the table of dispositions: it names the certificate and the partner. */
const attributedBetter: ReadonlySet<Cause> = new Set<Cause>([
  'wrong certificate of the receiver',
  'wrong certificate of the sender',
]);
