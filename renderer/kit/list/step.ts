type From = {
  /** Where the cursor's row is now; -1 = it has left the list; null = there was no cursor yet. */
  readonly at: number | null;
  /** Where it was last. */
  readonly was: number;
  readonly count: number;
};

/** Where a step of `delta` rows leads. Steps from a row that has left the list start at the gap that it left. */
export function stepTo({ at, was, count }: From, delta: number): number {
  if (at === null) return delta > 0 ? 0 : count - 1;
  if (at < 0) return delta > 0 ? was + delta - 1 : was + delta;
  return at + delta;
}
