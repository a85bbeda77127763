/** The part of a long outbox that is asked for and kept here, in one answer of the core. */
export type Slice = { readonly offset: number; readonly limit: number };

/** What is asked for at first: more than a screen, and quickly there. */
export const firstSlice: Slice = { offset: 0, limit: 200 };

/** What the core gives in one answer. */
const most = 1_000;
/** Rows that are to be here above and below what is seen. */
const margin = 20;

/** The slice that has what is seen: the same one while it has, else one with what is seen in its middle. */
export function sliceFor(now: Slice, { first, last }: { readonly first: number; readonly last: number }): Slice {
  const from = Math.max(0, first - margin);
  if (from >= now.offset && last + margin < now.offset + now.limit) return now;
  const middle = Math.floor((first + last) / 2);
  const offset = Math.max(0, Math.floor((middle - most / 2) / 100) * 100);
  return { offset, limit: most };
}
