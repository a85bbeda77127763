import type { IssueSort } from '#shared/model/issue/issue-sort.ts';
import { defineParams, freeText, oneOf } from '#renderer/app/search-params.ts';
import { type RowKind, rowKinds } from './rows.ts';
import { type QuickFilter, quickFilters, sorts } from './filters.ts';

type QueueParams = {
  readonly view: QuickFilter;
  readonly search: string;
  readonly sort: IssueSort;
  readonly rows: RowKind;
};

export const wholeQueue: QueueParams = { view: 'all', search: '', sort: 'severity', rows: 'documents' };

/** What of the queue stands in its address: `?q=partner:northgate&sort=due&view=mine`. */
export const queueParams = defineParams<QueueParams>({
  view: oneOf(
    'view',
    quickFilters.map(({ id }) => id),
    wholeQueue.view,
  ),
  search: freeText('q', 2_000),
  sort: oneOf('sort', sorts, wholeQueue.sort),
  rows: oneOf('rows', rowKinds, wholeQueue.rows),
});
