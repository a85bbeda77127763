import type { Acknowledgement } from '#shared/model/edi/edi.ts';
import { acknowledgementFrom, ErrorList, TextLines } from '../acknowledgement.ts';
import type { X12Set } from '../envelope.ts';
import type { Findings } from '../findings.ts';
import type { X12Segment } from '../segments/segment.ts';
import { segmentsIn } from '../segments/tokenize.ts';
import { wordsIn } from './words.ts';

/** 945: what a warehouse shipped of an order (940), named by the number of its depositor (W0602). Lines (W12) may be short. */
export function decode945(set: X12Set, findings: Findings): readonly Acknowledgement[] {
  const errors = new ErrorList(findings);
  const text = new TextLines();
  let w06: X12Segment | null = null;
  let [shipped, lines] = [0, 0];
  for (const segment of segmentsIn(set.bytes, set.span, set.interchange.delimiters)) {
    if (segment.tag === 'W06') w06 ??= segment;
    // N9 names the lines here; what it describes is the item and no word of the warehouse.
    else if (segment.tag !== 'N9') text.add(wordsIn(segment));
    if (segment.tag !== 'W12') continue;
    lines++;
    const [ordered, sent] = [amount(segment.value(2)), amount(segment.value(3))];
    if (sent === null || sent > 0) shipped++;
    if (ordered === null || sent === null || sent >= ordered) continue;
    const item = segment.value(8) ?? segment.value(6);
    const name = item === null ? `Line ${lines}` : `Line ${lines} (item ${item})`;
    const unit = segment.value(5) === null ? '' : ` ${segment.value(5) ?? ''}`;
    const explanation = `${name}: ${segment.value(3) ?? ''} of ${segment.value(2) ?? ''}${unit} shipped.`;
    errors.add({ level: 'set', segment: 'W12', code: segment.value(1), value: item, explanation }, segment.start);
  }
  if (w06 === null) {
    const message = 'The 945 does not say which warehouse order it responds to (W06 is missing).';
    findings.add('error', 'acknowledgement-without-document', set.span.start, message);
    return [];
  }
  const isShort = errors.items.length > 0;
  return [
    acknowledgementFrom(set, '945', {
      type: '940',
      number: w06.value(2),
      group: null,
      set: null,
      status: !isShort ? 'accepted' : shipped === 0 ? 'rejected' : 'partial',
      statusCode: `W0601 ${w06.value(1) ?? ''}`.trimEnd(),
      errors: errors.items,
      text: text.text,
    }),
  ];
}

/** A quantity as a number to compare by; it is shown as it was sent. */
function amount(text: string | null): number | null {
  return text !== null && /^-?\d{1,12}(?:\.\d{1,6})?$/.test(text) ? Number(text) : null;
}
