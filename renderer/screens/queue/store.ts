import { create } from 'zustand';
import type { IssueSort } from '#shared/model/issue/issue-sort.ts';
import type { FilterProblem } from '#renderer/data/failure.ts';
import type { QuickFilter } from './filters.ts';
import { emptyWindow, type RowWindow } from './row-window.ts';
import type { RowKind } from './rows.ts';
import { type Ids, none } from './selection.ts';

export type QueueState = {
  readonly quick: QuickFilter;
  readonly search: string;
  readonly sort: IssueSort;
  readonly rows: RowKind;
  readonly window: RowWindow;
  /** The search whose rows are on screen: those of the last one stay until the new ones are there. */
  readonly answered: string;
  /** False until the first answer to the present filter. */
  readonly loaded: boolean;
  readonly error: unknown;
  readonly problem: FilterProblem | null;
  /** The issue the keys act on; null until the user has moved. */
  readonly cursor: string | null;
  /** Its place; kept when the issue itself has left the list. */
  readonly cursorIndex: number;
  readonly selected: Ids;
  /** More was asked to be selected than is in memory, and is not here yet: what keys mean is not known before that. */
  readonly choosing: boolean;
  /** Rows that came in above the screen and have not been looked at. */
  readonly fresh: number;
};

export const useQueue = create<QueueState>(() => ({
  quick: 'all',
  search: '',
  sort: 'severity',
  rows: 'documents',
  window: emptyWindow,
  answered: '',
  loaded: false,
  error: undefined,
  problem: null,
  cursor: null,
  cursorIndex: -1,
  selected: none,
  choosing: false,
  fresh: 0,
}));
