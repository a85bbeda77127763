import { type Filter, isField } from './ast.ts';
import type { FilterNow, FilterSubject } from './field.ts';
import { fields } from './fields.ts';
import { issueWords, joinWords } from './issue-words.ts';

/** Whether one issue matches. Adds nothing implied: that is `withImplied`'s part. Says the same as the SQL. */
export function matches(filter: Filter, issue: FilterSubject, at: FilterNow): boolean {
  if (isField(filter)) return fields[filter.op].matches(filter as never, issue, at);
  switch (filter.op) {
    case 'and':
      return filter.terms.every((term) => matches(term, issue, at));
    case 'or':
      return filter.terms.some((term) => matches(term, issue, at));
    case 'not':
      return !matches(filter.term, issue, at);
    case 'text':
      return joinWords(issueWords(issue)).includes(filter.phrase);
  }
}
