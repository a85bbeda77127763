import type { Acknowledgement } from '#shared/model/edi/edi.ts';
import { acknowledgementFrom, ErrorList, TextLines } from '../acknowledgement.ts';
import type { X12Set } from '../envelope.ts';
import type { Findings } from '../findings.ts';
import { segmentsIn } from '../segments/tokenize.ts';
import { wordsIn } from './words.ts';

/** N901 qualifiers that name the depositor's order: delivery order, order number, customer order, internal order, shipper's order. */
const orderQualifiers: ReadonlySet<string> = new Set(['DO', 'OQ', 'CO', 'IL', 'SO']);

/**
 * 947: a change a warehouse made to our stock. Where it names an order of ours (940) it is a response to that. Any other
 * answers nothing, and is told of itself, as nobody asked for it.
 */
export function decode947(set: X12Set, findings: Findings): readonly Acknowledgement[] {
  const errors = new ErrorList(findings);
  const text = new TextLines();
  let order: string | null = null;
  for (const segment of segmentsIn(set.bytes, set.span, set.interchange.delimiters)) {
    if (segment.tag === 'N9' && orderQualifiers.has(segment.value(1) ?? '')) order ??= segment.value(2);
    else text.add(wordsIn(segment));
    if (segment.tag !== 'W19') continue;
    const item = segment.value(6) ?? segment.value(4);
    const name = item === null ? 'Stock' : `Item ${item}`;
    const by = [segment.value(2), segment.value(3)].filter((word) => word !== null).join(' ');
    const reason = segment.value(1) === null ? '' : ` (reason code ${segment.value(1) ?? ''})`;
    const explanation = `${name} was adjusted by ${by === '' ? 'an amount that is not said' : by}${reason}.`;
    errors.add({ level: 'set', segment: 'W19', code: segment.value(1), value: item, explanation }, segment.start);
  }
  if (errors.items.length === 0 && text.text !== null) {
    const words = text.text.replaceAll(/\s+/g, ' ').slice(0, 400);
    errors.add({ level: 'set', explanation: `The stock was changed; the partner says "${words}".` }, set.span.start);
  }
  if (order === null && errors.items.length === 0) return [];
  return [
    acknowledgementFrom(set, '947', {
      type: order === null ? null : '940',
      number: order,
      group: null,
      set: null,
      status: errors.items.length === 0 ? 'received' : 'accepted with errors',
      statusCode: '947',
      errors: errors.items,
      text: text.text,
    }),
  ];
}
