import { type FieldTerm, fields } from './fields.ts';
import type { SaysResolved } from './field.ts';

/** The filter language as data. `and` of nothing is everything. */
export type Filter =
  | { readonly op: 'and' | 'or'; readonly terms: readonly Filter[] }
  | { readonly op: 'not'; readonly term: Filter }
  /** Words that follow each other in a searched column; the last may be a beginning. As `wordText` makes it. */
  | { readonly op: 'text'; readonly phrase: string }
  | FieldTerm;

/** What this term alone says of whether issues are resolved; null where it says nothing of it. */
export function saysResolved(term: Filter): SaysResolved | null {
  return isField(term) ? fields[term.op].saysResolved(term as never) : null;
}

export function isField(filter: Filter): filter is FieldTerm {
  return Object.hasOwn(fields, filter.op);
}

function mentionsStatus(filter: Filter): boolean {
  if (isField(filter)) return saysResolved(filter) !== null;
  switch (filter.op) {
    case 'and':
    case 'or':
      return filter.terms.some(mentionsStatus);
    case 'not':
      return mentionsStatus(filter.term);
    case 'text':
      return false;
  }
}

/** A filter that says nothing about the status means what is not resolved yet. */
export function withImplied(filter: Filter): Filter {
  if (mentionsStatus(filter)) return filter;
  return { op: 'and', terms: [{ op: 'is', flag: 'unresolved' }, ...(filter.op === 'and' ? filter.terms : [filter])] };
}
