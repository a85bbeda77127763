/** What a query asks for, once read and checked against the schema. */
export type Search = {
  readonly count: number;
  readonly offset: number;
  readonly scroll: boolean;
  readonly descending: boolean;
  readonly ranges: readonly { readonly field: RangeField; readonly from: number; readonly to: number }[];
  readonly query: string;
  readonly must: readonly FieldQuery[];
  readonly should: readonly FieldQuery[];
  readonly filters: readonly {
    readonly field: string;
    readonly values: readonly { readonly not: boolean; readonly value: string }[];
  }[];
  /** Null where the query has none: then no content keys are answered either. */
  readonly contentKeyFilters: readonly { readonly key: string; readonly value: string }[] | null;
};

export type FieldQuery = { readonly field: string; readonly query: string };

export const rangeFields = [
  'arrivaltime',
  'statusdate',
  'fastatusdate',
  'firstbytetimestamp',
  'lastbytetimestamp',
] as const;
export type RangeField = (typeof rangeFields)[number];

/** Which fields to answer, by the name they are answered under. */
export type Selection = {
  readonly page: readonly { readonly as: string; readonly name: string }[];
  readonly transactions: readonly {
    readonly as: string;
    readonly name: string;
    /** Content keys only: the keys and the parts of each asked for. */
    readonly keys?: { readonly names: readonly string[] | null; readonly parts: readonly string[] };
  }[];
};
