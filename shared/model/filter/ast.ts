import type { Millis } from '#shared/lib/time.ts';
import type { Issue, IssueKind, IssueStatus, Severity } from '../issue.ts';

export type Comparison = '=' | '<' | '<=' | '>' | '>=';

export const flags = ['unassigned', 'escalated', 'overdue', 'mine', 'resolved', 'unresolved'] as const;
export type Flag = (typeof flags)[number];

/** The filter language as data. `and` of nothing is everything. */
export type Filter =
  | { readonly op: 'and' | 'or'; readonly terms: readonly Filter[] }
  | { readonly op: 'not'; readonly term: Filter }
  | { readonly op: 'kind'; readonly kind: IssueKind }
  /** `>` = worse than. */
  | { readonly op: 'severity'; readonly comparison: Comparison; readonly severity: Severity }
  | { readonly op: 'status'; readonly status: IssueStatus }
  | { readonly op: 'is'; readonly flag: Flag }
  /** Words that follow each other in the partner's name or address; the last may be a beginning. As `wordText` makes it. */
  | { readonly op: 'partner'; readonly phrase: string }
  /** Upper case. */
  | { readonly op: 'doc'; readonly type: string }
  /** As `textKey` makes it. */
  | { readonly op: 'number'; readonly number: string }
  | { readonly op: 'owner'; readonly owner: string }
  /** How long ago it was first seen. */
  | { readonly op: 'age'; readonly comparison: Exclude<Comparison, '='>; readonly age: Millis }
  /** Words that follow each other in a searched column; the last may be a beginning. As `wordText` makes it. */
  | { readonly op: 'text'; readonly phrase: string };

/** What a filter can be asked about. */
export type FilterSubject = Issue & { readonly escalated: boolean };

/** What `overdue`, `age` and `mine` mean at the moment of asking. */
export type FilterNow = { readonly now: Millis; readonly actor: string };

function mentionsStatus(filter: Filter): boolean {
  switch (filter.op) {
    case 'and':
    case 'or':
      return filter.terms.some(mentionsStatus);
    case 'not':
      return mentionsStatus(filter.term);
    case 'status':
      return true;
    case 'is':
      return filter.flag === 'resolved' || filter.flag === 'unresolved';
    case 'kind':
    case 'severity':
    case 'partner':
    case 'doc':
    case 'number':
    case 'owner':
    case 'age':
    case 'text':
      return false;
  }
}

/** A filter that says nothing about the status means what is not resolved yet. */
export function withImplied(filter: Filter): Filter {
  if (mentionsStatus(filter)) return filter;
  return { op: 'and', terms: [{ op: 'is', flag: 'unresolved' }, ...(filter.op === 'and' ? filter.terms : [filter])] };
}
