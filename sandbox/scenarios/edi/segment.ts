/** A segment: its tag, then its elements; an element with components is a list. Shared by X12 and EDIFACT. */
export type Segment = readonly (string | readonly string[])[];

export const tagOf = (segment: Segment): string => String(segment[0]);

/** The element's text, components joined as they are on the wire; empty where there is none. */
export function elementText(segment: Segment, element: number): string {
  const value = segment[element];
  return typeof value === 'string' ? value : (value ?? []).join(':');
}

/** The segment with one element replaced; missing ones before it become empty. */
export function withElement(segment: Segment, element: number, value: string | readonly string[]): Segment {
  const copy = Array.from({ length: Math.max(segment.length, element + 1) }, (_, at) => segment[at] ?? '');
  copy[element] = value;
  return copy;
}
