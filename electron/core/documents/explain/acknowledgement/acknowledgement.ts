import type {
  Acknowledgement,
  AcknowledgementError,
  AcknowledgementType,
  EdiDocument,
  Explanation,
} from '#shared/model/edi/edi.ts';
import { adviceOf } from './advice.ts';
import { attribute, type Direction } from '../fault/attribution.ts';
import { causeOf, type Cause } from '../fault/cause.ts';
import { whereIn } from './where.ts';
import { fromOurSide } from './our-side.ts';
import { partnersWords } from './partners-words.ts';
import { leadingError, reasonsOf } from './reason.ts';
import { verbOf } from './verbs.ts';
import { whyOf } from './why.ts';
import { documentLabel, firstLine, fitTitle, saysWord, withPartner } from '../words.ts';

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
  const turn = (text: string): string =>
    context.direction === 'inbound' ? fromOurSide(text, acknowledgement.type === 'MDN') : text;
  return {
    title: turn(titleOf(acknowledgement, subject, context, cause)),
    what: whatOf(acknowledgement, subject, context),
    why: turn(whyOf(acknowledgement, context)),
    where: whereIn(acknowledgement),
    fault: attribution.fault,
    faultReason: attribution.faultReason,
    ...adviceOf(acknowledgement, attribution, context, cause),
  };
}

/** What was answered: `Invoice 4711`, or `Invoice` with its control number where it has no other. */
type Subject = { readonly label: string; readonly control: string | null };

function subjectOf({ answers, type, statusCode }: Acknowledgement, document: EdiDocument | null): Subject {
  const { set, group, interchange } = (document ?? answers).control;
  const known = document ?? answers;
  if (known.number !== null) return { label: documentLabel(known.type, known.number), control: null };
  if (known.type !== null && set !== null) return { label: documentLabel(known.type, null), control: set };
  if (type === '864') return { label: 'Message', control: null };
  if (type === '947') return { label: 'Stock', control: null };
  if (type === '824' && statusCode.startsWith('OTI01 B'))
    return { label: group === null ? 'Batch' : `Batch ${group}`, control: null };
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

/** Who gave the acknowledgement, inside a sentence. */
function responderOf({ direction, partnerName }: AcknowledgementContext): string {
  return direction === 'inbound' ? 'us' : (partnerName ?? 'the partner');
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
    return fitTitle(`${subject} put on hold by ${responderOf(context)}`, `${subject} put on hold`);
  if (/^B(?:AK|CA)02 ZZ$/.test(statusCode))
    return fitTitle(`${subject} answered with code ZZ, which the two companies agreed on`);
  const [first] = errors;
  const words = cause === 'verdict unclear' && first !== undefined ? partnersWords(first.explanation) : null;
  if (status === 'received' && words !== null) return fitTitle(`${subject} answered in words: "${words}"`);
  if (cause === 'verdict unclear' && status !== 'rejected')
    return fitTitle(
      `${subject}: the partner's acknowledgement ${isInDoubt(errors) ? 'is unclear' : 'cannot be read'}${statusCode === '' ? '' : ` (${statusCode})`}`,
    );
  const start = `${subject} ${verbOf(acknowledgement, cause, responderOf(context))}`;
  const lead = leadingError(acknowledgement);
  if (lead === undefined || status === 'accepted') return fitTitle(start);
  if (isWhole(type, lead))
    return fitTitle(context.document === null ? `${start} as a whole` : `${start} with its whole ${lead.level}`);
  const others = errors.filter((error) => error !== lead && error.level !== 'acknowledgement').length;
  const more = others > 0 ? ` (+${others} more)` : '';
  const wordings = reasonsOf(acknowledgement, lead).map((reason) => `${start}: ${reason}${more}`);
  return wordings.length === 0 ? fitTitle(start) : fitTitle(...wordings);
}

/** The verdict can be read, but something else contradicts it. */
function isInDoubt(errors: readonly AcknowledgementError[]): boolean {
  return errors.some(({ level }) => level === 'acknowledgement');
}

/** The refusal of everything in a group or interchange, without a code of its own. */
function isWhole(type: AcknowledgementType, { level, code }: AcknowledgementError): boolean {
  const isFunctional = type === '997' || type === '999' || type === 'CONTRL';
  return isFunctional && code === null && (level === 'group' || level === 'interchange');
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
    type !== null && !saysWord(label, type) ? type : null,
    number !== null && !saysWord(label, number) ? `control ${number}` : null,
    answers.messageId === null ? null : `message ${answers.messageId}`,
  ].filter((part) => part !== null);
  const inside = details.length === 0 ? '' : ` (${details.join(', ')})`;
  const address = direction === 'inbound' ? answers.sender : answers.receiver;
  if (type === null && label === 'Stock') return `Stock at ${partnerName ?? address}`;
  return `${label}${inside}${withPartner(direction, partnerName ?? address)}`;
}
