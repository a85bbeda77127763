type Taker = (event: KeyboardEvent) => boolean;

const takers = new Set<Taker>();

/** Lets what lies over the screens have the keys before the commands do, until the returned function is called. */
export function takeKeys(taker: Taker): () => void {
  takers.add(taker);
  return () => takers.delete(taker);
}

/** Whether a press was taken. */
export const isTaken = (event: KeyboardEvent): boolean => [...takers].some((take) => take(event));
