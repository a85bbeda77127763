import type { Acknowledgement, AcknowledgementError } from '#shared/model/edi.ts';
import { elementName } from '../codes/x12/elements.ts';
import { missingSegmentCodes } from '../codes/x12/segment-errors.ts';
import { segmentNames } from '../codes/x12/segments.ts';

const x12Types: ReadonlySet<string> = new Set(['997', '999', 'TA1', '824', '855', '864']);

/** The first place an acknowledgement points at, in words; null where it points nowhere. */
export function whereIn(acknowledgement: Acknowledgement): string | null {
  const error = acknowledgement.errors.find(
    (one) => one.segment !== null || one.position !== null || one.value !== null,
  );
  return error === undefined ? null : place(error, x12Types.has(acknowledgement.type));
}

function place(error: AcknowledgementError, isX12: boolean): string | null {
  const parts: string[] = [];
  const { segment, position, element, component, value } = error;
  if (isX12 && position !== null && error.level === 'segment' && missingSegmentCodes.has(error.code ?? '')) {
    return `After segment ${position}`;
  }
  const segmentName = isX12 && segment !== null ? segmentNames.get(segment) : undefined;
  const tag = segment === null ? null : segmentName === undefined ? segment : `${segment}, ${segmentName}`;
  if (position !== null) parts.push(`segment ${position}${tag === null ? '' : ` (${tag})`}`);
  else if (tag !== null) parts.push(`segment ${tag.replace(', ', ' (')}${segmentName === undefined ? '' : ')'}`);
  if (element !== null) {
    const name = isX12 && segment !== null ? elementName(segment, element) : null;
    parts.push(`element ${element}${name === null ? '' : ` (${name})`}`);
  }
  if (component !== null) parts.push(`component ${component}`);
  if (value !== null) parts.push(`value "${value}"`);
  if (parts.length === 0) return null;
  const text = parts.join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
