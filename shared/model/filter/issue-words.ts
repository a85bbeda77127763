import { wordText } from '#shared/lib/words.ts';
import type { Issue } from '#shared/model/issue/issue.ts';

/** What free text looks at, column by column; a phrase doesn't run from one into the next. */
export function issueWords(
  issue: Pick<Issue, 'title' | 'explanation' | 'partner' | 'documentNumber' | 'partnerAddress'>,
) {
  return [issue.title, issue.explanation, issue.partner, issue.documentNumber ?? '', issue.partnerAddress ?? ''].map(
    wordText,
  );
}

/** The columns as one text for `includes`; the bar keeps them apart. */
export function joinWords(columns: readonly string[]): string {
  return columns.join('|');
}
