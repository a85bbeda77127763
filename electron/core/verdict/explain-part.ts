import { squeezed } from '#shared/lib/words.ts';
import type { Acknowledgement, EdiDocument, Explanation } from '#shared/model/edi/edi.ts';
import { wordsOf } from '#shared/model/feed/exchange.ts';
import { explainAcknowledgement, explainOverdue, explainReport, explainUnreadable } from '../documents/explain.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { completeAcknowledgement, type Facts } from './facts.ts';
import type { Originals } from './context.ts';
import { type Part, isAcknowledgementPart, reportOf } from './history.ts';
import type { PartnerAndDirection } from '../partners/directory.ts';

/** The worst problem in plain English, with what the others add. */
export function explainPart(
  part: Part,
  others: readonly Part[],
  facts: Facts,
  side: Omit<PartnerAndDirection, 'partnerKey'>,
  original: Originals,
  delivered: boolean,
): Explanation {
  const { event } = part.evidence;
  const partnerName = side.partnerAddress === null ? null : side.partner;
  if (event.kind === 'exchange.reported') return explainTrack(part, others, facts, side, delivered);
  if (event.kind === 'acknowledgement.received') {
    const { direction } = side;
    const context = { document: facts.document, partnerName, direction };
    const beside = [...part.also, ...others.map((other) => other.evidence)];
    const acknowledgement = named(
      completeAcknowledgement(event.payload.acknowledgement, facts, original),
      part.evidence.doubt,
    );
    const explanation = explainAcknowledgement(acknowledgement, context);
    return withAll(withAll(explanation, beside.map(firstReportedError), asItIs), messagesOf(others));
  }
  if (event.kind === 'acknowledgement.overdue') return explainOverdue({ ...event.payload, partnerName, delivered });
  if (event.kind === 'file.unreadable') {
    const { reason, findings } = event.payload;
    const explanation = explainUnreadable({ ...event.payload, direction: side.direction, partnerName });
    return findings.length === 0 ? { ...explanation, why: reason } : explanation;
  }
  throw new Error(`A ${event.kind} event is no problem to explain`);
}

/** `Invoice INV-1 or INV-2`: an acknowledgement that fits a few documents is headed by all of them. */
function named(acknowledgement: Acknowledgement, doubt: readonly EdiDocument[] | undefined): Acknowledgement {
  const numbers = [...new Set(doubt?.map(({ number }) => number))].toSorted();
  if (numbers.length === 0 || numbers.length > 3 || numbers.includes(null)) return acknowledgement;
  return { ...acknowledgement, answers: { ...acknowledgement.answers, number: numbers.join(' or ') } };
}

/** What a network says of the one track that the part is about. */
function explainTrack(
  part: Part,
  others: readonly Part[],
  facts: Facts,
  side: Omit<PartnerAndDirection, 'partnerKey'>,
  reached: boolean,
): Explanation {
  const report = reportOf(part);
  if (report?.verdict !== 'problem') throw new Error(`${part.key} is no problem to explain`);
  const beside = messagesOf(others);
  const explanation = explainReport({
    track: isAcknowledgementPart(part) ? 'acknowledgement' : 'delivery',
    report,
    reached,
    beside,
    documentType: facts.documentType,
    documentNumber: facts.documentNumber,
    partnerName: side.direction === 'unknown' ? null : side.partner,
    direction: side.direction,
  });
  const complaints = others.map((other) => firstReportedError(other.evidence));
  return withAll(withAll(explanation, [report.words ?? null, ...beside]), complaints, asItIs);
}

function firstReportedError({ event }: Evidence): string | null {
  if (event.kind !== 'acknowledgement.received') return null;
  return event.payload.acknowledgement.errors[0]?.explanation ?? null;
}

function messagesOf(parts: readonly Part[]): string[] {
  return parts.flatMap(({ evidence: { event } }) =>
    event.kind === 'exchange.reported' ? (wordsOf(event.payload) ?? []) : [],
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
