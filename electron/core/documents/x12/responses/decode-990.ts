import type { Acknowledgement } from '#shared/model/edi/edi.ts';
import { tenderResponses } from '../../codes/x12/tender-responses.ts';
import { unknownCode } from '../../codes/x12/table.ts';
import { acknowledgementFrom, ErrorList, TextLines } from '../acknowledgement.ts';
import type { X12Set } from '../envelope.ts';
import type { Findings } from '../findings.ts';
import type { X12Segment } from '../segments/segment.ts';
import { segmentsIn } from '../segments/tokenize.ts';
import { wordsIn } from './words.ts';

/** 990: the carrier's response to a load tender (204), named by its shipment number (B102, or N9 where that is the carrier's own). */
export function decode990(set: X12Set, findings: Findings): readonly Acknowledgement[] {
  const errors = new ErrorList(findings);
  const text = new TextLines();
  let b1: X12Segment | null = null;
  let reason: string | null = null;
  const references = new Map<string, string>();
  for (const segment of segmentsIn(set.bytes, set.span, set.interchange.delimiters)) {
    if (segment.tag === 'B1') b1 ??= segment;
    if (segment.tag === 'N9' && references.size < 100) keep(references, segment.value(1), segment.value(2));
    if (segment.tag === 'V9') reason ??= segment.value(8) ?? segment.value(1);
    text.add(wordsIn(segment));
    if (segment.tag === 'V9') text.add(segment.value(2));
  }
  if (b1 === null) {
    const message = 'The 990 does not say which load tender it responds to (B1 is missing).';
    findings.add('error', 'acknowledgement-without-document', set.span.start, message);
    return [];
  }
  const sent = b1.value(4);
  const response = sent === null ? undefined : tenderResponses.get(sent.toUpperCase());
  const words = text.text?.replaceAll('\n', ' ') ?? null;
  if (response === undefined) {
    const problem = sent === null ? 'it is empty' : unknownCode(sent);
    findings.add('warning', 'unknown-code', b1.start, `B104 should say accepted or declined: ${problem}.`);
    const explanation = `The response to the load tender cannot be read: ${problem}.`;
    errors.add({ level: 'set', code: sent, explanation }, b1.start);
  } else if (response.status !== 'accepted') {
    const said = words === null ? '' : `; the partner says "${words}"`;
    const why = reason === null ? '' : ` (reason code ${reason})`;
    errors.add({ level: 'set', code: sent, explanation: `The carrier ${response.label}${why}${said}.` }, b1.start);
  }
  return [
    acknowledgementFrom(set, '990', {
      type: '204',
      number: shipmentOf(b1, references),
      group: null,
      set: null,
      status: response?.status ?? 'received',
      statusCode: `B104 ${sent ?? ''}`.trimEnd(),
      errors: errors.items,
      text: text.text,
    }),
  ];
}

function keep(references: Map<string, string>, qualifier: string | null, number: string | null): void {
  if (qualifier !== null && number !== null && !references.has(qualifier)) references.set(qualifier, number);
}

/** N901 of the shipper's own number for a load: shipment, load planning, bill of lading. */
const shipperQualifiers = ['SI', 'LO', 'BM'] as const;

/** B102 is the shipment number, but many carriers put their PRO number there and ours into N9. */
function shipmentOf(b1: X12Segment, references: ReadonlyMap<string, string>): string | null {
  const sent = b1.value(2);
  const ours = shipperQualifiers.map((qualifier) => references.get(qualifier)).find((number) => number !== undefined);
  const carriers = references.get('CN');
  const scac = b1.value(1);
  if (sent === null) return ours ?? carriers ?? null;
  if (carriers === sent) return ours ?? sent;
  if (!isProNumber(sent, scac)) return sent;
  return ours ?? (carriers !== undefined && !isProNumber(carriers, scac) ? carriers : sent);
}

/** Seven to twelve digits, or the carrier's code before its digits. */
function isProNumber(number: string, scac: string | null): boolean {
  const plain = number.replaceAll(/[-\s]/g, '');
  const digits = scac !== null && plain.startsWith(scac) ? plain.slice(scac.length) : plain;
  return /^(?:PRO)?\d{7,12}$/i.test(digits);
}
