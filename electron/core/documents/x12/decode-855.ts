import type { Acknowledgement, AcknowledgementStatus } from '#shared/model/edi.ts';
import { lineAnswers, orderAnswers, statusOfOrderAnswer, weightOfLine } from '../codes/x12/order-answers.ts';
import { labelOrCode, unknownCode } from '../codes/x12/table.ts';
import { acknowledge, ErrorList } from './answer.ts';
import type { X12Set } from './envelope.ts';
import type { Findings } from './findings.ts';
import type { X12Segment } from './segment.ts';
import { segmentsIn } from './tokenize.ts';

type Tally = { lines: number; accepted: number; changed: number; undelivered: number; rejected: number };

/** 855: the supplier's answer to a purchase order (BAK03), with one error per line that is not simply accepted. */
export function decode855(set: X12Set, findings: Findings): readonly Acknowledgement[] {
  const errors = new ErrorList(findings);
  const tally: Tally = { lines: 0, accepted: 0, changed: 0, undelivered: 0, rejected: 0 };
  let bak: X12Segment | null = null;
  let line: X12Segment | null = null;
  for (const segment of segmentsIn(set.bytes, set.span, set.interchange.delimiters)) {
    if (segment.tag === 'BAK') bak ??= segment;
    else if (segment.tag === 'PO1') {
      line = segment;
      tally.lines++;
    } else if (segment.tag === 'ACK') addLine(segment, line, tally, errors, findings);
  }
  if (bak === null) {
    const message = 'The 855 does not say which purchase order it answers (BAK is missing).';
    findings.add('error', 'acknowledgement-without-document', set.span.start, message);
    return [];
  }
  const sent = bak.value(2);
  const stated = sent === null ? undefined : statusOfOrderAnswer.get(sent);
  if (stated === undefined) {
    const problem = sent === null ? 'it is empty' : unknownCode(sent);
    findings.add('warning', 'unknown-code', bak.start, `BAK02 should say accepted or rejected: ${problem}.`);
    errors.add(
      { level: 'set', code: sent, explanation: `The answer to the order cannot be read: ${problem}.` },
      bak.start,
    );
  } else if (sent !== null && sent !== 'NA' && stated !== 'accepted' && errors.items.length === 0) {
    errors.add(
      { level: 'set', code: sent, explanation: `The order was ${labelOrCode(orderAnswers, sent)}.` },
      bak.start,
    );
  }
  return [
    acknowledge(set, '855', {
      type: '850',
      number: bak.value(3),
      group: null,
      set: null,
      status: weigh(stated ?? 'received', tally),
      statusCode: `BAK02 ${sent ?? ''}`.trimEnd(),
      errors: errors.items,
      text: null,
    }),
  ];
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

function addLine(ack: X12Segment, line: X12Segment | null, tally: Tally, errors: ErrorList, findings: Findings): void {
  const code = ack.value(1);
  if (code === null) return;
  const weight = weightOfLine(code);
  if (weight === 'accepted') {
    tally.accepted++;
    return;
  }
  if (weight === 'changed') tally.changed++;
  else if (weight === 'rejected') tally.rejected++;
  else if (weight === 'not delivered') tally.undelivered++;
  else findings.add('warning', 'unknown-code', ack.start, `ACK01: ${unknownCode(code)}.`);
  const number = line?.value(1) ?? null;
  const item = line?.value(7) ?? null;
  const name = `Order line ${number ?? tally.lines}${item === null ? '' : ` (item ${item})`}`;
  const label = lineAnswers.get(code);
  const answer = label === undefined ? `: ${unknownCode(code)}` : ` ${label}`;
  errors.add(
    { level: 'segment', segment: 'PO1', code, explanation: `${name}${answer}${detail(code, ack, line)}.` },
    ack.start,
  );
}

/** What changed, where the answer says: the quantity, or the date (ACK05). */
function detail(code: string, ack: X12Segment, line: X12Segment | null): string {
  const ordered = line?.value(2) ?? null;
  const quantity = ack.value(2);
  if (['IQ', 'BP', 'IB', 'IC'].includes(code) && quantity !== null && ordered !== null && quantity !== ordered) {
    return `: ${quantity} instead of ${ordered}`;
  }
  const date = ack.value(5);
  return code === 'DR' && date !== null ? `: ${date}` : '';
}
