import type { Acknowledgement } from '#shared/model/edi.ts';
import { tenderAnswers } from '../codes/x12/tender-answers.ts';
import { unknownCode } from '../codes/x12/table.ts';
import { acknowledge, ErrorList, TextLines } from './answer.ts';
import type { X12Set } from './envelope.ts';
import type { Findings } from './findings.ts';
import type { X12Segment } from './segment.ts';
import { segmentsIn } from './tokenize.ts';
import { wordsIn } from './words.ts';

/** 990: the carrier's answer to a load tender (204), named by its shipment number (B102). */
export function decode990(set: X12Set, findings: Findings): readonly Acknowledgement[] {
  const errors = new ErrorList(findings);
  const text = new TextLines();
  let b1: X12Segment | null = null;
  let reason: string | null = null;
  for (const segment of segmentsIn(set.bytes, set.span, set.interchange.delimiters)) {
    if (segment.tag === 'B1') b1 ??= segment;
    if (segment.tag === 'V9') reason ??= segment.value(8) ?? segment.value(1);
    text.add(wordsIn(segment));
    if (segment.tag === 'V9') text.add(segment.value(2));
  }
  if (b1 === null) {
    const message = 'The 990 does not say which load tender it answers (B1 is missing).';
    findings.add('error', 'acknowledgement-without-document', set.span.start, message);
    return [];
  }
  const sent = b1.value(4);
  const answer = sent === null ? undefined : tenderAnswers.get(sent.toUpperCase());
  const words = text.text?.replaceAll('\n', ' ') ?? null;
  if (answer === undefined) {
    const problem = sent === null ? 'it is empty' : unknownCode(sent);
    findings.add('warning', 'unknown-code', b1.start, `B104 should say accepted or declined: ${problem}.`);
    const explanation = `The answer to the load tender cannot be read: ${problem}.`;
    errors.add({ level: 'set', code: sent, explanation }, b1.start);
  } else if (answer.status !== 'accepted') {
    const said = words === null ? '' : `; the partner says "${words}"`;
    const why = reason === null ? '' : ` (reason code ${reason})`;
    errors.add({ level: 'set', code: sent, explanation: `The carrier ${answer.label}${why}${said}.` }, b1.start);
  }
  return [
    acknowledge(set, '990', {
      type: '204',
      number: b1.value(2),
      group: null,
      set: null,
      status: answer?.status ?? 'received',
      statusCode: `B104 ${sent ?? ''}`.trimEnd(),
      errors: errors.items,
      text: text.text,
    }),
  ];
}
