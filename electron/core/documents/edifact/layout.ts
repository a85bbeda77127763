import type { AcknowledgementError, DocumentLayout, EdiDocument, LayoutSegment, Span } from '#shared/model/edi/edi.ts';
import { segmentNames } from '../codes/edifact/segments.ts';
import type { ContrlOptions } from './acknowledgements/contrl.ts';
import { describeNeighbour, describeSyntaxError } from './acknowledgements/describe-error.ts';
import { type Field, fieldsOf } from './segments/fields.ts';
import { collectFindings } from './findings.ts';
import { decodeText } from './segments/text.ts';
import { type Segment, segmentsOf } from './segments/tokenize.ts';

/** A document longer than this is shown up to here. */
const mostSegments = 100_000;

/** Cuts the message at `span` (UNH to UNT) into segments and elements; position 1 is UNH, element 1 follows the tag. */
export function layoutEdifact(bytes: Uint8Array, span: Span): DocumentLayout {
  const segments: LayoutSegment[] = [];
  for (const segment of segmentsWithin(bytes, span)) {
    if (segments.length >= mostSegments) break;
    const { tag, start, dataEnd, charset } = segment;
    segments.push({
      tag,
      name: segmentNames.get(tag) ?? tag,
      position: segments.length + 1,
      span: { start, end: dataEnd },
      elements: fieldsOf(bytes, segment).map((field, index) => ({
        text: decodeText(bytes.subarray(field.start, field.end), charset).replaceAll(/[\r\n]/g, ''),
        span: { start: field.start, end: field.end },
        index: index + 1,
      })),
    });
  }
  return { segments };
}

/**
 * The bytes of `document` that an error of a CONTRL, APERAK or ORDRSP points at; null where it points nowhere in it. An
 * element or component that is not there points at its segment; a missing segment at the last one before it.
 */
export function locateEdifact(bytes: Uint8Array, document: EdiDocument, error: AcknowledgementError): Span | null {
  const found = findPlace(bytes, document, error);
  if (found === null) return null;
  const { segment, field, component } = found;
  const place = component ?? field ?? { start: segment.start, end: segment.dataEnd };
  return { start: place.start, end: place.end };
}

/** The same error with what the document itself tells: the tag of the segment and the value, also in the explanation. */
export function completeEdifactError(
  bytes: Uint8Array,
  document: EdiDocument,
  error: AcknowledgementError,
  options: ContrlOptions = {},
): AcknowledgementError {
  const { level } = error;
  const found = error.position === null || level === 'acknowledgement' ? null : findPlace(bytes, document, error);
  if (found === null || level === 'acknowledgement') return error;
  const place = found.component ?? found.field;
  const value = error.value ?? (place && decodeText(bytes.subarray(place.start, place.end), found.segment.charset));
  const complete = { ...error, level, segment: error.segment ?? found.segment.tag, value: value === '' ? null : value };
  const neighbour = error.level === 'element' ? describeNeighbour(complete, options.countsTag ?? true) : '';
  return { ...complete, explanation: `${describeSyntaxError(complete)}${neighbour}` };
}

type Place = { readonly start: number; readonly end: number };
type Found = { readonly segment: Segment; readonly field: Place | null; readonly component: Place | null };

function findPlace(bytes: Uint8Array, { span }: EdiDocument, error: AcknowledgementError): Found | null {
  let position = 0;
  for (const segment of segmentsWithin(bytes, span)) {
    position += 1;
    if (error.position !== null) {
      if (position === error.position) return placeIn(bytes, segment, error);
    } else if (error.segment === segment.tag) {
      if (error.value === null) return placeIn(bytes, segment, error);
      // An ORDRSP names a line by its item, not by a position in the order.
      const component = withText(fieldsOf(bytes, segment), error.value);
      if (component !== null) return { segment, field: null, component };
    }
  }
  return null;
}

function placeIn(bytes: Uint8Array, segment: Segment, { element, component }: AcknowledgementError): Found {
  const field = element === null ? null : (fieldsOf(bytes, segment)[element - 1] ?? null);
  const part = component === null ? null : (field?.repeats[0]?.[component - 1] ?? null);
  return { segment, field, component: part };
}

function withText(fields: readonly Field[], text: string): Place | null {
  for (const field of fields)
    for (const component of field.repeats[0] ?? []) if (component.text.trim() === text) return component;
  return null;
}

/** Read from the start of the file, because the separators are those of the interchange around the message. */
function* segmentsWithin(bytes: Uint8Array, span: Span): Generator<Segment, void, void> {
  for (const segment of segmentsOf(bytes, collectFindings())) {
    if (segment.start >= span.end) return;
    if (segment.start >= span.start) yield segment;
  }
}
