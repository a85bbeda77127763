import type { Acknowledgement, AcknowledgementError, AcknowledgementType } from '#shared/model/edi/edi.ts';
import { elementNames } from '../../codes/edifact/elements.ts';
import { segmentNames as edifactSegments } from '../../codes/edifact/segments.ts';
import { elementName } from '../../codes/x12/elements.ts';
import { missingSegmentCodes } from '../../codes/x12/segment-errors.ts';
import { segmentNames } from '../../codes/x12/segments.ts';

const x12Types: ReadonlySet<string> = new Set<AcknowledgementType>(['997', '999', 'TA1', '824', '855', '864']);
/** Responses that name a line, claim or item by its number, in the sentence itself. */
const namedInWords: ReadonlySet<string> = new Set<AcknowledgementType>([
  '855',
  '865',
  'ORDRSP',
  '277',
  '945',
  '947',
  '990',
]);
const longestValue = 60;

/** So many places are named; of more, the first two and a count. */
const mostNamed = 3;

/** The places an acknowledgement points at, in words; null where it points nowhere. */
export function whereIn({ type, errors }: Acknowledgement): string | null {
  if (namedInWords.has(type)) return null;
  const places = new Set(errors.flatMap((error) => place(error, x12Types.has(type)) ?? []));
  if (places.size === 0) return null;
  const named = [...places].slice(0, places.size > mostNamed ? mostNamed - 1 : mostNamed);
  const left = places.size - named.length;
  return left === 0 ? named.join('. ') : `${named.join('. ')}. And ${left} more places`;
}

function place(error: AcknowledgementError, isX12: boolean): string | null {
  const parts: string[] = [];
  const { segment, position, element, component, value } = error;
  if (position !== null && isMissing(error, isX12)) {
    return isX12 ? `At or near segment ${position}` : `After segment ${position}`;
  }
  const named = segment === null ? undefined : (isX12 ? segmentNames : edifactSegments).get(segment);
  if (position !== null) {
    const tag = segment === null ? '' : named === undefined ? ` (${segment})` : ` (${segment}, ${named})`;
    parts.push(`segment ${position}${tag}`);
  } else if (segment !== null) parts.push(`segment ${segment}${named === undefined ? '' : ` (${named})`}`);
  if (element !== null) {
    const name = segment === null ? null : nameOf(segment, element, isX12);
    parts.push(`element ${element}${name === null ? '' : ` (${name})`}`);
  }
  if (component !== null) parts.push(`component ${component}`);
  if (value !== null) {
    parts.push(`value "${value.length > longestValue ? `${value.slice(0, longestValue)}…` : value}"`);
  }
  if (parts.length === 0) return null;
  const text = parts.join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function isMissing({ level, code }: AcknowledgementError, isX12: boolean): boolean {
  return level === 'segment' && (isX12 ? missingSegmentCodes.has(code ?? '') : code === '13');
}

function nameOf(segment: string, element: number, isX12: boolean): string | null {
  return isX12 ? elementName(segment, element) : (elementNames.get(segment)?.[element - 1] ?? null);
}
