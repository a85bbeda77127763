import { squeezed } from '#shared/lib/words.ts';
import type { Acknowledgement, EdiDocument, Explanation } from '#shared/model/edi.ts';
import type { ExchangeReported } from '#shared/model/payloads.ts';
import { parseLensAcknowledgement, parseLensStatus } from '#shared/model/lens.ts';
import { explainAcknowledgement, explainOverdue, explainTransaction, explainUnreadable } from '../documents/explain.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { completeAnswer } from './complete-acknowledgement.ts';
import type { Originals } from './context.ts';
import type { Facts } from './facts.ts';
import { isAnswerPart, type Part } from './history.ts';
import { deliveryVerdict } from '../evidence/problem.ts';
import type { PartnerSide } from '../partners/trading-parties.ts';

/** The worst problem in plain English, with what the others add. */
export function explainPart(
  part: Part,
  others: readonly Part[],
  facts: Facts,
  side: PartnerSide,
  original: Originals,
  delivered: boolean,
): Explanation {
  const { event } = part.evidence;
  const partnerName = side.partnerAddress === null ? null : side.partner;
  if (event.kind === 'exchange.reported') return explainEntry(aspectOf(part, event.payload), others, facts, side);
  if (event.kind === 'acknowledgement.received') {
    const { direction } = side;
    const context = { document: facts.document, partnerName, direction };
    const beside = [...part.also, ...others.map((other) => other.evidence)];
    const answer = named(completeAnswer(event.payload.acknowledgement, facts, original), part.evidence.doubt);
    const explanation = explainAcknowledgement(answer, context);
    return withAll(withAll(explanation, beside.map(firstComplaint), asItIs), messagesOf(others));
  }
  if (event.kind === 'acknowledgement.overdue') return explainOverdue({ ...event.payload, partnerName, delivered });
  if (event.kind === 'file.unreadable') {
    const { reason, findings } = event.payload;
    const explanation = explainUnreadable({ ...event.payload, direction: side.direction, partnerName });
    return findings.length === 0 ? { ...explanation, why: reason } : explanation;
  }
  throw new Error(`A ${event.kind} event is no problem to explain`);
}

/** `Invoice INV-1 or INV-2`: an answer that fits a few documents is headed by all of them. */
function named(answer: Acknowledgement, doubt: readonly EdiDocument[] | undefined): Acknowledgement {
  const numbers = [...new Set(doubt?.map(({ number }) => number))].toSorted();
  if (numbers.length === 0 || numbers.length > 3 || numbers.includes(null)) return answer;
  return { ...answer, answers: { ...answer.answers, number: numbers.join(' or ') } };
}

/** What the entry says of the one thing that the part is about: its way, or the answer to it. */
function aspectOf(part: Part, seen: ExchangeReported): ExchangeReported {
  if (!isAnswerPart(part)) return seen.acknowledgementStatus === null ? seen : { ...seen, acknowledgementStatus: null };
  const isFailure = typeof deliveryVerdict(seen) === 'object';
  const nothing = { status: null, deliveryStatus: null, errorCode: null };
  return { ...seen, ...nothing, message: isFailure ? null : seen.message };
}

function explainEntry(seen: ExchangeReported, others: readonly Part[], facts: Facts, side: PartnerSide): Explanation {
  const siblingMessages = messagesOf(others);
  const isInbound = side.direction === 'inbound';
  const explanation = explainTransaction({
    status: parseLensStatus(seen.status ?? ''),
    acknowledgement: parseLensAcknowledgement(seen.acknowledgementStatus),
    deliveryStatus: seen.deliveryStatus,
    errorCode: seen.errorCode,
    message: seen.message,
    siblingMessages,
    documentType: facts.documentType,
    documentNumber: facts.documentNumber,
    senderName: isInbound ? side.partner : facts.sides.senderName,
    receiverName: isInbound ? facts.sides.receiverName : side.partner,
    direction: side.direction,
  });
  const complaints = others.map((other) => firstComplaint(other.evidence));
  return withAll(withAll(explanation, [seen.message, ...siblingMessages]), complaints, asItIs);
}

function firstComplaint({ event }: Evidence): string | null {
  if (event.kind !== 'acknowledgement.received') return null;
  return event.payload.acknowledgement.errors[0]?.explanation ?? null;
}

function messagesOf(parts: readonly Part[]): string[] {
  return parts.flatMap(({ evidence: { event } }) =>
    event.kind === 'exchange.reported' && event.payload.message !== null ? [event.payload.message] : [],
  );
}

const asItIs = (text: string) => text;

/** Adds what was said but is not in the sentence yet: no text of the source is lost. */
function withAll(
  explanation: Explanation,
  texts: readonly (string | null)[],
  quote = (text: string) => `"${text}"`,
): Explanation {
  let { why } = explanation;
  for (const text of texts) {
    const said = squeezed(text ?? '');
    if (said === '' || why.includes(said.replace(/\.$/, ''))) continue;
    why = `${why} Also: ${quote(said)}`;
  }
  return why === explanation.why ? explanation : { ...explanation, why };
}
