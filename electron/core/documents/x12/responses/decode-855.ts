import type { Acknowledgement, AcknowledgementStatus } from '#shared/model/edi/edi.ts';
import { orderResponses, statusOfOrderResponse } from '../../codes/x12/order-responses.ts';
import { labelOrCode, unknownCode } from '../../codes/x12/table.ts';
import { acknowledgementFrom, ErrorList, TextLines } from '../acknowledgement.ts';
import type { X12Set } from '../envelope.ts';
import type { Findings } from '../findings.ts';
import { OrderLines, type Tally } from './order-lines.ts';
import type { X12Segment } from '../segments/segment.ts';
import { segmentsIn } from '../segments/tokenize.ts';
import { wordsIn } from './words.ts';

type Kind = {
  readonly type: '855' | '865';
  readonly respondsTo: string;
  readonly head: 'BAK' | 'BCA';
  readonly line: 'PO1' | 'POC';
  readonly what: string;
};

const orderResponse: Kind = { type: '855', respondsTo: '850', head: 'BAK', line: 'PO1', what: 'order' };
const changeResponse: Kind = { type: '865', respondsTo: '860', head: 'BCA', line: 'POC', what: 'order change' };

/** 855: the supplier's response to a purchase order (BAK03). */
export function decode855(set: X12Set, findings: Findings): readonly Acknowledgement[] {
  return decodeOrderResponse(set, orderResponse, findings);
}

/** 865: the supplier's response to an order change (BCA03 is the number of the order). */
export function decode865(set: X12Set, findings: Findings): readonly Acknowledgement[] {
  return decodeOrderResponse(set, changeResponse, findings);
}

/** One response, with one error per line that is not simply accepted, and what the supplier wrote. */
function decodeOrderResponse(set: X12Set, kind: Kind, findings: Findings): readonly Acknowledgement[] {
  const errors = new ErrorList(findings);
  const lines = new OrderLines(kind.line, findings);
  const text = new TextLines();
  const headWords: string[] = [];
  let head: X12Segment | null = null;
  for (const segment of segmentsIn(set.bytes, set.span, set.interchange.delimiters)) {
    const words = wordsIn(segment);
    if (words !== null) {
      text.add(words);
      if (!lines.hear(words)) headWords.push(words);
    }
    if (segment.tag === kind.head) head ??= segment;
    else lines.see(segment);
  }
  if (head === null) {
    const message = `The ${set.type} does not say which purchase order it responds to (${kind.head} is missing).`;
    findings.add('error', 'acknowledgement-without-document', set.span.start, message);
    return [];
  }
  const sent = head.value(2);
  const stated = sent === null ? undefined : statusOfOrderResponse.get(sent);
  const lineErrors = lines.errors();
  if (stated === undefined) {
    const problem = sent === null ? 'it is empty' : unknownCode(sent);
    findings.add('warning', 'unknown-code', head.start, `${kind.head}02 should say accepted or rejected: ${problem}.`);
    const explanation = `The response to the ${kind.what} cannot be read: ${problem}.`;
    errors.add({ level: 'set', code: sent, explanation }, head.start);
  } else if (
    sent !== null &&
    sent !== 'NA' &&
    stated !== 'accepted' &&
    (lineErrors.length === 0 || headWords.length > 0)
  ) {
    const label = labelOrCode(orderResponses, sent);
    // Some send the code for "no reason" and give it in words.
    const explanation =
      headWords.length === 0
        ? `The ${kind.what} was ${label}.`
        : `The ${kind.what} was ${sent === 'RJ' ? 'rejected' : label}; the partner says "${headWords.join(' ')}".`;
    errors.add({ level: 'set', code: sent, explanation }, head.start);
  }
  for (const { offset, ...error } of lineErrors) errors.add(error, offset);
  const contradiction = contradictionOf(stated ?? 'received', lines.tally);
  if (contradiction !== null) {
    const explanation = `${kind.head}02 says that the ${kind.what} was ${contradiction.said} (${sent ?? ''}), but ${contradiction.lines}.`;
    errors.add({ level: 'acknowledgement', explanation }, head.start);
  }
  return [
    acknowledgementFrom(set, kind.type, {
      type: kind.respondsTo,
      number: head.value(3),
      group: null,
      set: null,
      status: weigh(stated ?? 'received', lines.tally),
      statusCode: `${kind.head}02 ${sent ?? ''}`.trimEnd(),
      errors: errors.items,
      text: text.text,
    }),
  ];
}

/** The head says yes where every line says no, or no where a line says yes. */
function contradictionOf(
  stated: AcknowledgementStatus,
  { accepted, changed, undelivered, rejected }: Tally,
): { readonly said: string; readonly lines: string } | null {
  if (stated === 'accepted' && rejected > 0 && accepted + changed + undelivered === 0)
    return { said: 'accepted', lines: rejected === 1 ? 'its line was rejected' : 'all of its lines were rejected' };
  if (stated === 'rejected' && accepted + changed > 0)
    return {
      said: 'rejected',
      lines:
        accepted + changed === 1 ? 'one of its lines was accepted' : `${accepted + changed} of its lines were accepted`,
    };
  return null;
}

/** The head may say "accepted" while lines are refused: the worse of both counts. */
function weigh(stated: AcknowledgementStatus, tally: Tally): AcknowledgementStatus {
  if (stated === 'rejected') return 'rejected';
  const answered = tally.accepted + tally.changed + tally.undelivered + tally.rejected;
  if (tally.rejected > 0 && tally.rejected === answered && tally.rejected >= tally.lines) return 'rejected';
  if (tally.rejected + tally.undelivered > 0) return 'partial';
  if (tally.changed > 0) return 'accepted with errors';
  return stated;
}
