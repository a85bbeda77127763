import type { Acknowledgement, AcknowledgementStatus, EdiDocument, Explanation } from '#shared/model/edi.ts';
import { attribute, type Attribution, type Direction } from './attribution.ts';
import { causeOf, type Cause } from './cause.ts';
import { whereIn } from './where.ts';
import { dispositionMeaning } from '../mdn/dispositions.ts';
import { leadingError, reasonsOf } from './reason.ts';
import { documentLabel, firstLine, fitTitle, withPartner } from './words.ts';

/** What is known besides the acknowledgement. `direction` is that of the document answered: outbound = we sent it. */
export type AcknowledgementContext = {
  readonly document: EdiDocument | null;
  readonly partnerName: string | null;
  readonly direction: Direction;
};

/** What an acknowledgement means, in plain English: what was answered, why, whose move it is, what to do next. */
export function explainAcknowledgement(acknowledgement: Acknowledgement, context: AcknowledgementContext): Explanation {
  const cause = causeOf(acknowledgement);
  const subject = subjectOf(acknowledgement, context.document);
  const attribution = attribute(cause, context.direction, context.partnerName);
  return {
    title: titleOf(acknowledgement, subject, context, cause),
    what: whatOf(acknowledgement, subject, context),
    why: whyOf(acknowledgement, context, cause),
    where: whereIn(acknowledgement),
    fault: attribution.fault,
    faultReason: attribution.faultReason,
    ...adviceOf(acknowledgement, attribution, context, cause),
  };
}

/** What was answered: `Invoice 4711`, or `Invoice` with its control number where it has no other. */
type Subject = { readonly label: string; readonly control: string | null };

function subjectOf({ answers, type }: Acknowledgement, document: EdiDocument | null): Subject {
  const { set, group, interchange } = (document ?? answers).control;
  const known = document ?? answers;
  if (known.number !== null) return { label: documentLabel(known.type, known.number), control: null };
  if (known.type !== null && set !== null) return { label: documentLabel(known.type, null), control: set };
  if (type === '864') return { label: 'Message', control: null };
  if (set !== null) return { label: `Document with control number ${set}`, control: null };
  if (group !== null)
    return {
      label: `${known.type === null ? 'Group' : `${documentLabel(known.type, null)} group`} ${group}`,
      control: null,
    };
  if (interchange !== null) return { label: `Interchange ${interchange}`, control: null };
  if (known.type !== null) return { label: documentLabel(known.type, null), control: null };
  return { label: type === 'MDN' ? 'File' : 'Document', control: null };
}

const verbs: Readonly<Record<AcknowledgementStatus, string>> = {
  accepted: 'accepted',
  'accepted with errors': 'accepted with errors',
  partial: 'only partly accepted',
  rejected: 'rejected',
  received: 'received',
};

function verbOf({ type, status }: Acknowledgement, cause: Cause): string {
  if (cause === 'business answer' && status === 'accepted with errors') return 'accepted with changes';
  if (type === 'MDN' && status === 'accepted') return 'arrived';
  if (type === 'MDN' && status === 'accepted with errors') return 'arrived, with a remark';
  return type === 'TA1' && status === 'accepted' ? 'received' : verbs[status];
}

function titleOf(
  acknowledgement: Acknowledgement,
  { label, control }: Subject,
  context: AcknowledgementContext,
  cause: Cause,
): string {
  const { type, status, statusCode, errors, text } = acknowledgement;
  if (type === '864') {
    const line = firstLine(text);
    return fitTitle(`Message from ${context.partnerName ?? acknowledgement.sender}${line === null ? '' : `: ${line}`}`);
  }
  const subject = control === null ? label : `${label} (control ${control})`;
  if (cause === 'on hold')
    return fitTitle(`${subject} put on hold by ${context.partnerName ?? 'the partner'}`, `${subject} put on hold`);
  if (statusCode === 'BAK02 ZZ') return fitTitle(`${subject} answered with code ZZ, which the two companies agreed on`);
  if (cause === 'verdict unclear') return fitTitle(`${subject}: the partner's answer cannot be read (${statusCode})`);
  const start = `${subject} ${verbOf(acknowledgement, cause)}`;
  const lead = leadingError(acknowledgement);
  if (lead === undefined || status === 'accepted') return fitTitle(start);
  const more = errors.length > 1 ? ` (+${errors.length - 1} more)` : '';
  const wordings = reasonsOf(acknowledgement, lead).map((reason) => `${start}: ${reason}${more}`);
  return wordings.length === 0 ? fitTitle(start) : fitTitle(...wordings);
}

function whatOf(
  { answers }: Acknowledgement,
  { label, control }: Subject,
  { document, direction, partnerName }: AcknowledgementContext,
): string {
  const { set, group, interchange } = document?.control ?? answers.control;
  const type = document?.type ?? answers.type;
  const number = control ?? set ?? group ?? interchange;
  const details = [
    type !== null && !label.includes(type) ? type : null,
    number !== null && !label.includes(number) ? `control ${number}` : null,
    answers.messageId === null ? null : `message ${answers.messageId}`,
  ].filter((part) => part !== null);
  const inside = details.length === 0 ? '' : ` (${details.join(', ')})`;
  const address = direction === 'inbound' ? answers.sender : answers.receiver;
  return `${label}${inside}${withPartner(direction, partnerName ?? address)}`;
}

/** So many complaints are told in full; of more the first two and a count. */
const mostTold = 3;

function whyOf(acknowledgement: Acknowledgement, context: AcknowledgementContext, cause: Cause): string {
  const { errors, status, text, type } = acknowledgement;
  if (type === '864') {
    const words = (text ?? '').replaceAll(/\s*\n\s*/g, ' / ').trim();
    const writer = context.partnerName ?? (acknowledgement.sender === '' ? 'The partner' : acknowledgement.sender);
    return words === '' ? `${writer} sent a message without text.` : `${writer} wrote: "${firstLine(words) ?? ''}"`;
  }
  if (errors.length > 0 && status !== 'accepted') {
    const told = errors.slice(0, errors.length > mostTold ? mostTold - 1 : mostTold).map((error) => error.explanation);
    const left = errors.length - told.length;
    return left === 0 ? told.join(' ') : `${told.join(' ')} There are ${left} more problems.`;
  }
  const answerer = context.direction === 'inbound' ? 'We' : (context.partnerName ?? 'The partner');
  const said = firstLine(text);
  if (isDeliveryOnly(acknowledgement))
    return `${answerer} received the file intact; that is no verdict on its content yet.`;
  if (said !== null && status !== 'accepted') return `${answerer} wrote: "${said}"`;
  if (status === 'rejected') return `${answerer} rejected it without giving a reason.`;
  if (status === 'partial')
    return `${answerer} accepted only a part of it; the answers to the single documents tell which.`;
  if (status === 'accepted with errors') return `${answerer} accepted it and noted errors, without naming them.`;
  if (status === 'received') return `${answerer} received it; that is no verdict on its content yet.`;
  return cause === 'none' ? `${answerer} accepted it.` : `${answerer} answered it.`;
}

type Advice = Pick<Explanation, 'next' | 'again'>;

function adviceOf(
  acknowledgement: Acknowledgement,
  attribution: Attribution,
  { direction }: AcknowledgementContext,
  cause: Cause,
): Advice {
  const { status, type } = acknowledgement;
  const { next, again } = attribution;
  if (isDeliveryOnly(acknowledgement) || (status === 'received' && cause === 'none'))
    return { next: 'Wait for the answer to its content.', again: 'no' };
  if (status === 'partial' && acknowledgement.errors.length === 0) {
    return {
      next: 'Look at the answers to the single documents: those that were rejected have to be corrected and sent again.',
      again: 'corrected',
    };
  }
  const isTaken = status === 'accepted with errors' && type !== '855' && type !== 'ORDRSP';
  if (isTaken && cause !== 'duplicate') {
    return {
      next: 'It was taken, so do not send it again. Have the cause corrected before the next one.',
      again: 'no',
    };
  }
  const [first] = acknowledgement.errors;
  if (type === 'MDN' && direction === 'outbound' && !attributedBetter.has(cause) && first !== undefined) {
    const check = first.code === null ? undefined : dispositionMeaning(first.code)?.check;
    if (check !== undefined) return { next: check, again };
  }
  return { next, again };
}

/** Causes for which the general advice says more than the table of dispositions: it names the certificate and the partner. */
const attributedBetter: ReadonlySet<Cause> = new Set<Cause>([
  'wrong certificate of the receiver',
  'wrong certificate of the sender',
]);

/** A positive receipt (MDN) or TA1 is about the file or envelope; the verdict on what is in it comes separately. */
function isDeliveryOnly({ status, type }: Acknowledgement): boolean {
  return status === 'accepted' && (type === 'MDN' || type === 'TA1');
}
