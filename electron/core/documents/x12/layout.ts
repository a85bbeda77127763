import type {
  AcknowledgementError,
  DocumentLayout,
  EdiDocument,
  LayoutElement,
  LayoutSegment,
  Span,
} from '#shared/model/edi/edi.ts';
import { missingSegmentCodes } from '../codes/x12/segment-errors.ts';
import { segmentNames } from '../codes/x12/segments.ts';
import type { X12Segment } from './segments/segment.ts';
import { decodeText } from './segments/text.ts';
import { delimitersAt, segmentsIn } from './segments/tokenize.ts';

/** Most segments laid out for viewing, and most elements of one of them: past that nobody scrolls. */
const mostSegments = 20_000;
const mostElements = 500;

/** Cuts one transaction set (or any run of segments) into segments and elements for the document viewer. */
export function layoutX12(bytes: Uint8Array, span: Span): DocumentLayout {
  const delimiters = delimitersAt(bytes, span.start);
  if (delimiters === null) return { segments: [] };
  const segments: LayoutSegment[] = [];
  for (const segment of segmentsIn(bytes, span, delimiters)) {
    if (segments.length >= mostSegments) return { segments, more: true };
    segments.push(layoutSegment(segment, segments.length + 1));
  }
  return { segments };
}

function layoutSegment(segment: X12Segment, position: number): LayoutSegment {
  const elements: LayoutElement[] = [];
  for (const span of segment.elementSpans()) {
    if (elements.length >= mostElements) break;
    elements.push({ text: decodeText(segment.bytes, span.start, span.end), span, index: elements.length + 1 });
  }
  const name = segmentNames.get(segment.tag) ?? segment.tag;
  return { tag: segment.tag, name, position, span: segment.span, elements };
}

/**
 * The bytes an error points at: the component, element or segment, or the segment after which one is missing.
 * Null where the sender gave no position, or one outside the document.
 */
export function locateX12(bytes: Uint8Array, document: EdiDocument, error: AcknowledgementError): Span | null {
  const delimiters = delimitersAt(bytes, document.span.start);
  if (delimiters === null || error.position === null) return null;
  const near: { before: X12Segment | null; at: X12Segment | null; after: X12Segment | null } = {
    before: null,
    at: null,
    after: null,
  };
  let position = 0;
  for (const segment of segmentsIn(bytes, document.span, delimiters)) {
    position++;
    if (position === error.position - 1) near.before = segment;
    if (position === error.position) near.at = segment;
    if (position === error.position + 1) near.after = segment;
    if (position > error.position) break;
  }
  if (isMissing(error)) return (near.at ?? near.before)?.span ?? null;
  const segment = choose(near, error.segment);
  if (segment === null) return null;
  return (error.element === null ? null : locateElement(segment, error.element, error.component)) ?? segment.span;
}

function isMissing(error: AcknowledgementError): boolean {
  return error.level === 'segment' && error.code !== null && missingSegmentCodes.has(error.code);
}

/** Some senders count from 0 or leave ST out: where the tag differs and one neighbour has it, that neighbour is meant. */
function choose(
  near: { readonly before: X12Segment | null; readonly at: X12Segment | null; readonly after: X12Segment | null },
  tag: string | null,
): X12Segment | null {
  if (tag === null || near.at?.tag === tag) return near.at;
  const matches = [near.before, near.after].filter((segment) => segment?.tag === tag);
  return matches.length === 1 ? (matches[0] ?? near.at) : near.at;
}

/** An element that was not sent has no bytes of its own: the empty range, or null past the segment's end. */
function locateElement(segment: X12Segment, element: number, component: number | null): Span | null {
  const whole = segment.elementSpan(element);
  const separator = segment.delimiters.component;
  if (whole === null || component === null || separator === 0) return whole;
  let start = whole.start;
  for (let part = 1; part < component; part++) {
    while (start < whole.end && segment.bytes[start] !== separator) start++;
    if (start >= whole.end) return whole;
    start++;
  }
  let end = start;
  while (end < whole.end && segment.bytes[end] !== separator) end++;
  return { start, end };
}
