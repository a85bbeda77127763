import type { ErrorLevel } from '#shared/model/edi/edi.ts';
import { elementNames } from '../../codes/edifact/elements.ts';
import { segmentNames } from '../../codes/edifact/segments.ts';
import { syntaxErrors0085 } from '../../codes/edifact/syntax-errors-0085.ts';

/** What is known about one error a CONTRL reports; `segment` and `value` are known once the original is at hand. */
export type ErrorPlace = {
  readonly level: Exclude<ErrorLevel, 'acknowledgement'>;
  readonly segment: string | null;
  readonly position: number | null;
  readonly element: number | null;
  readonly component: number | null;
  readonly code: string | null;
  readonly value: string | null;
};

const levels: Readonly<Record<'interchange' | 'group' | 'set', string>> = {
  interchange: 'The interchange',
  group: 'The group',
  set: 'The message',
};

const longestValue = 60;
const missing = '13';

/** One plain sentence: `Segment 6, NAD (name and address): element 2 (party id) "541" has a value that is not valid here.` */
export function describeSyntaxError(place: ErrorPlace): string {
  const known = place.code === null ? undefined : syntaxErrors0085.get(place.code);
  const says =
    known?.says ??
    (place.code === null
      ? 'has an error that the receiver did not describe'
      : `has an error with code ${place.code}, which is not in the standard list`);
  // A segment that is missing has no position: the standard reports it at the last segment before it.
  if (place.level === 'segment' && place.code === missing)
    return `A mandatory segment is missing after ${lowerFirst(subjectOf(place)).replace(/,$/, '')}.`;
  return `${subjectOf(place)} ${says}.`;
}

/** Senders disagree whether the segment tag is counted, so the element next to the one shown may be meant. */
export function describeNeighbour({ segment, element }: ErrorPlace, countsTag: boolean): string {
  if (element === null) return '';
  const other = countsTag ? element + 1 : element - 1;
  if (other < 1) return ' The segment tag may be meant instead: senders count differently.';
  return ` Element ${other}${nameOfElement(segment, other)} may be meant instead: senders count differently.`;
}

function subjectOf({ level, segment, position, element, component, value }: ErrorPlace): string {
  const part = component === null ? '' : `, component ${component}`;
  const copy =
    value === null || value === ''
      ? ''
      : ` "${value.length > longestValue ? `${value.slice(0, longestValue)}...` : value}"`;
  const inner = element === null ? '' : `element ${element}${nameOfElement(segment, element)}${part}${copy}`;
  if (level !== 'segment' && level !== 'element') {
    if (segment === null) return levels[level];
    return inner === ''
      ? `${levels[level]}, ${nameSegment(segment)},`
      : `${levels[level]}, ${nameSegment(segment)}: ${inner}`;
  }
  const where = position === null ? 'A segment' : `Segment ${position}`;
  const named = segment === null ? where : `${where}, ${nameSegment(segment)}`;
  if (inner !== '') return `${named}: ${inner}`;
  if (level === 'element') return `${named}: one of its elements`;
  return segment === null ? named : `${named},`;
}

function nameSegment(tag: string): string {
  const name = segmentNames.get(tag);
  return name === undefined ? tag : `${tag} (${name})`;
}

function nameOfElement(segment: string | null, element: number): string {
  const name = segment === null ? undefined : elementNames.get(segment)?.[element - 1];
  return name === undefined ? '' : ` (${name})`;
}

function lowerFirst(text: string): string {
  return `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
}
