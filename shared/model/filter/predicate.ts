import { textKey, wordText } from '#shared/lib/words.ts';
import { type Severity, severities } from '../issue.ts';
import type { Comparison, Filter, FilterNow, FilterSubject, Flag } from './ast.ts';
import { issueWords, joinWords } from './issue-words.ts';

/** Whether one issue matches. Adds nothing implied: that is `withImplied`'s part. Says the same as the SQL. */
export function matches(filter: Filter, issue: FilterSubject, at: FilterNow): boolean {
  switch (filter.op) {
    case 'and':
      return filter.terms.every((term) => matches(term, issue, at));
    case 'or':
      return filter.terms.some((term) => matches(term, issue, at));
    case 'not':
      return !matches(filter.term, issue, at);
    case 'kind':
      return issue.kind === filter.kind;
    case 'severity':
      return compareSeverity(issue.severity, filter.comparison, filter.severity);
    case 'status':
      return issue.status === filter.status;
    case 'is':
      return isFlagged(filter.flag, issue, at);
    case 'partner':
      return (
        wordText(issue.partner).includes(filter.phrase) || wordText(issue.partnerAddress ?? '').includes(filter.phrase)
      );
    case 'doc':
      return issue.documentType?.toUpperCase() === filter.type;
    case 'number':
      return issue.documentNumber !== null && textKey(issue.documentNumber) === filter.number;
    case 'owner':
      return issue.owner !== null && textKey(issue.owner) === filter.owner;
    case 'age':
      return compare(at.now - issue.firstSeenAt, filter.comparison, filter.age);
    case 'text':
      return joinWords(issueWords(issue)).includes(filter.phrase);
  }
}

/** Greater is worse. */
export function compareSeverity(left: Severity, comparison: Comparison, right: Severity): boolean {
  return compare(-severities.indexOf(left), comparison, -severities.indexOf(right));
}

function isFlagged(flag: Flag, issue: FilterSubject, { now, actor }: FilterNow): boolean {
  switch (flag) {
    case 'unassigned':
      return issue.owner === null;
    case 'escalated':
      return issue.escalated;
    case 'overdue':
      return issue.dueAt !== null && issue.dueAt < now;
    case 'mine':
      return issue.owner !== null && textKey(issue.owner) === textKey(actor);
    case 'resolved':
      return issue.status === 'resolved';
    case 'unresolved':
      return issue.status !== 'resolved';
  }
}

function compare(left: number, comparison: Comparison, right: number): boolean {
  switch (comparison) {
    case '=':
      return left === right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}
