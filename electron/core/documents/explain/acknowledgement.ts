import type { Acknowledgement, AcknowledgementStatus, EdiDocument, Explanation } from '#shared/model/edi.ts';
import { attribute, type Attribution, type Direction } from './attribution.ts';
import { causeOf, type Cause } from './cause.ts';
import { whereIn } from './where.ts';
import { documentLabel, firstLine, fitTitle, shortReason, withPartner } from './words.ts';

/** What is known besides the acknowledgement. `direction` is that of the document answered: outbound = we sent it. */
export type AcknowledgementContext = {
  readonly document: EdiDocument | null;
  readonly partnerName: string | null;
  readonly direction: Direction;
};

/** What an acknowledgement means, in plain English: what was answered, why, whose move it is, what to do next. */
export function explainAcknowledgement(acknowledgement: Acknowledgement, context: AcknowledgementContext): Explanation {
  const cause = causeOf(acknowledgement);
  const label = labelOf(acknowledgement, context.document);
  const attribution = attribute(cause, context.direction, context.partnerName);
  return {
    title: titleOf(acknowledgement, label, context, cause),
    what: whatOf(acknowledgement, label, context),
    why: whyOf(acknowledgement, context, cause),
    where: whereIn(acknowledgement),
    fault: attribution.fault,
    faultReason: attribution.faultReason,
    next: nextOf(acknowledgement, attribution, cause),
  };
}

function labelOf({ answers, type }: Acknowledgement, document: EdiDocument | null): string {
  if (document !== null) return documentLabel(document.type, document.number);
  if (answers.type !== null || answers.number !== null) {
    const label = documentLabel(answers.type, answers.number);
    if (answers.number !== null || answers.control.set !== null) return label;
    return answers.control.group === null ? label : `${label} group ${answers.control.group}`;
  }
  const { set, group, interchange } = answers.control;
  if (type === '864') return 'Message from the partner';
  if (set !== null) return `Document with control number ${set}`;
  if (group !== null) return `Group ${group}`;
  if (interchange !== null) return `Interchange ${interchange}`;
  return answers.messageId === null ? 'Document' : 'File';
}

const verbs: Readonly<Record<AcknowledgementStatus, string>> = {
  accepted: 'accepted',
  'accepted with errors': 'accepted with errors',
  partial: 'only partly accepted',
  rejected: 'rejected',
  received: 'received',
};

function titleOf(
  acknowledgement: Acknowledgement,
  label: string,
  context: AcknowledgementContext,
  cause: Cause,
): string {
  if (acknowledgement.type === '864') {
    const line = firstLine(acknowledgement.text);
    return fitTitle(`Message from ${context.partnerName ?? acknowledgement.sender}${line === null ? '' : `: ${line}`}`);
  }
  const verb =
    cause === 'business answer' && acknowledgement.status === 'accepted with errors'
      ? 'accepted with changes'
      : verbs[acknowledgement.status];
  const [first] = acknowledgement.errors;
  if (first === undefined || acknowledgement.status === 'accepted') return fitTitle(`${label} ${verb}`);
  const more = acknowledgement.errors.length > 1 ? ` (+${acknowledgement.errors.length - 1} more)` : '';
  return fitTitle(`${label} ${verb}: ${shortReason(first.explanation)}${more}`);
}

function whatOf({ answers }: Acknowledgement, label: string, context: AcknowledgementContext): string {
  const control = context.document?.control ?? answers.control;
  const type = context.document?.type ?? answers.type;
  const number = control.set ?? control.group ?? control.interchange;
  const details = [type, number]
    .filter((part) => part !== null && !label.includes(part))
    .map((part) => (part === number ? `control ${part}` : part));
  const inside = details.length === 0 ? '' : ` (${details.join(', ')})`;
  const address = context.direction === 'inbound' ? answers.sender : answers.receiver;
  return `${label}${inside}${withPartner(context.direction, context.partnerName ?? address)}`;
}

function whyOf(acknowledgement: Acknowledgement, context: AcknowledgementContext, cause: Cause): string {
  const { errors, status, text } = acknowledgement;
  const [first] = errors;
  if (first !== undefined && status !== 'accepted') {
    if (errors.length === 1) return first.explanation;
    const rest = errors.length === 2 ? 'one more problem' : `${errors.length - 1} more problems`;
    return `${first.explanation.replace(/\.$/, '')}; and ${rest}.`;
  }
  const answerer = context.direction === 'inbound' ? 'We' : (context.partnerName ?? 'The partner');
  const said = firstLine(text);
  if (said !== null && status !== 'accepted') return `${answerer} wrote: "${said}"`;
  if (cause === 'words only') return `${answerer} sent a message without text.`;
  if (status === 'rejected') return `${answerer} rejected it without giving a reason.`;
  if (status === 'partial')
    return `${answerer} accepted only a part of it; the answers to the single documents tell which.`;
  if (status === 'accepted with errors') return `${answerer} accepted it and noted errors, without naming them.`;
  if (status === 'received') return `${answerer} received it; that is no verdict on its content yet.`;
  if (isDeliveryOnly(acknowledgement)) return `${answerer} received it intact; that is no verdict on its content yet.`;
  return `${answerer} accepted it.`;
}

function nextOf(acknowledgement: Acknowledgement, attribution: Attribution, cause: Cause): string {
  const { status, type } = acknowledgement;
  if (isDeliveryOnly(acknowledgement) || (status === 'received' && cause === 'none'))
    return 'Wait for the answer to its content.';
  if (status === 'partial' && acknowledgement.errors.length === 0) {
    return 'Look at the answers to the single documents: those that were rejected have to be corrected and sent again.';
  }
  const isTaken = status === 'accepted with errors' && type !== '855' && type !== 'ORDRSP';
  if (isTaken && cause !== 'duplicate') {
    return 'It was taken, so do not send it again. Have the cause corrected before the next one.';
  }
  return attribution.next;
}

/** A positive receipt (MDN) or TA1 is about the file or envelope; the verdict on what is in it comes separately. */
function isDeliveryOnly({ status, type }: Acknowledgement): boolean {
  return status === 'accepted' && (type === 'MDN' || type === 'TA1');
}
