import type { ReactNode } from 'react';

/** One column of a list, as data. What is not said here (order, width, what is left out) is the person's. */
export type Column<Row, Sort extends string = string> = {
  /** Names it where the layout is kept, so it stays when the heading changes. */
  readonly id: string;
  readonly heading: string;
  /** The heading is heard and not seen, because the column is too narrow for words. */
  readonly headingUnseen?: boolean;
  /** Pixels it has at first, where there is room. */
  readonly width: number;
  /** Pixels below which it never goes. */
  readonly minWidth: number;
  /** Pixels of the whole list below which it makes room for the others, though it would fit. */
  readonly from?: number;
  /** Takes what room is left over. */
  readonly grows?: boolean;
  readonly align?: 'end';
  /** 0 stays however narrow the list is; of the others, the highest goes first. */
  readonly priority: number;
  /** Its line where a row has two; without one it is left out there. */
  readonly line?: 1 | 2;
  /** The orders that the core knows by this column. */
  readonly sort?: { readonly ascending?: Sort; readonly descending?: Sort };
  readonly cell: (row: Row) => ReactNode;
};

/** What arranging columns needs to know of one. */
export type Measures = Pick<Column<never>, 'id' | 'width' | 'minWidth' | 'from' | 'grows' | 'priority'>;

export type Direction = 'ascending' | 'descending';

/** Which way a column is sorted by `sort`, if it is. */
export function directionOf<Sort extends string>(
  sorts: Column<never, Sort>['sort'],
  sort: Sort,
): Direction | undefined {
  if (sorts?.ascending === sort) return 'ascending';
  return sorts?.descending === sort ? 'descending' : undefined;
}

/** The order that choosing a column's heading asks for: its first one, or the other way round where it is sorted so already. */
export function nextSort<Sort extends string>(sorts: Column<never, Sort>['sort'], sort: Sort): Sort | undefined {
  const { ascending, descending } = sorts ?? {};
  return sort === ascending ? (descending ?? ascending) : (ascending ?? descending);
}
