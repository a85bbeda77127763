import { elementName } from '../codes/x12/elements.ts';
import { missingSegmentCodes } from '../codes/x12/segment-errors.ts';
import { headerSegments, segmentNames } from '../codes/x12/segments.ts';
import { type CodeTable, unknownCode } from '../codes/x12/table.ts';

/** `IT1 (invoice line)`, or the tag alone where we have no name. */
export function nameSegment(tag: string): string {
  const name = segmentNames.get(tag);
  return name === undefined ? tag : `${tag} (${name})`;
}

/** One sentence about a segment an acknowledgement complains about. */
export function explainSegment(
  at: { readonly segment: string | null; readonly position: number | null; readonly loop: string | null },
  code: string | null,
  table: CodeTable,
  context: string,
): string {
  const segment = at.segment === null ? 'a segment' : nameSegment(at.segment);
  if (code !== null && missingSegmentCodes.has(code) && table.has(code) && code !== 'I7' && code !== 'I8') {
    // Some senders point at the place where it should stand, others at the segment before.
    const near = at.position === null ? '' : ` at or near segment ${at.position}`;
    const required = code === '3' ? 'A required segment' : 'A segment the partner guide requires here';
    return `${required}, ${segment}, is missing${near}${context}.`;
  }
  const place = at.position === null ? capital(segment) : `Segment ${at.position}, ${segment}`;
  const says = code === null ? 'has an error; the partner gave no code' : table.get(code);
  if (says !== undefined) return `${place}${at.position === null ? '' : ','} ${says}${context}.`;
  return `${place}: ${unknownCode(code ?? '')}${context}.`;
}

/** Where an element error points, as far as the sender said. */
type ElementPlace = {
  readonly segment: string | null;
  readonly position: number | null;
  readonly element: number | null;
  readonly component: number | null;
  readonly value: string | null;
};

/** One sentence about an element an acknowledgement complains about. */
export function explainElement(at: ElementPlace, code: string | null, table: CodeTable, context: string): string {
  const label = code === null ? undefined : table.get(code);
  const says =
    label ?? (code === null ? 'has an error; the partner gave no code' : `has an error: ${unknownCode(code)}`);
  const value = quoted(at.value);
  const name = at.segment === null || at.element === null ? null : elementName(at.segment, at.element);
  const part = at.component === null ? '' : `, component ${at.component}`;
  if (at.segment !== null && at.element !== null && name !== null && headerSegments.has(at.segment)) {
    return `The ${name} (${elementId(at.segment, at.element)}${part})${value} ${says}${context}.`;
  }
  const number = at.element === null ? 'an element' : `element ${at.element}${part}`;
  const subject = name === null ? number : `the ${name} (${number})`;
  const segment = at.segment === null ? 'the segment' : nameSegment(at.segment);
  const start = at.position === null ? capital(segment) : `Segment ${at.position}, ${segment}`;
  return `${start}: ${subject}${value} ${says}${context}.`;
}

/** Longest copy of a value that a sentence shows, in characters. */
const longestValue = 60;

/** ` "USX"`, cut where it is longer than a sentence can hold; nothing for null. */
export function quoted(value: string | null): string {
  if (value === null) return '';
  return ` "${value.length > longestValue ? `${value.slice(0, longestValue)}…` : value}"`;
}

/** `BIG01` for element 1 of BIG. */
export function elementId(segment: string, element: number): string {
  return `${segment}${String(element).padStart(2, '0')}`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
