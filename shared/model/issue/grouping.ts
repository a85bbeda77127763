import type { Place } from './place.ts';

/** Where issues are to be among the incidents. */
export type Grouping =
  /** Each by itself. */
  | { readonly kind: 'alone' }
  /** All of them in one incident of their own. */
  | { readonly kind: 'together' }
  /** In the incident of that issue. */
  | { readonly kind: 'with'; readonly id: string }
  /** Where the rules say. */
  | { readonly kind: 'rules' }
  /** Where they were, as far as they are now where `from` says: to undo. */
  | { readonly kind: 'back'; readonly place: Place | null; readonly from: Place | null };

/** What became of it: the issues that were moved, from where to where, and those that are not where they were to be moved from. */
export type Regrouped = {
  readonly changed: readonly {
    readonly before: Place | null;
    readonly after: Place | null;
    readonly ids: readonly string[];
  }[];
  readonly left: readonly string[];
};
