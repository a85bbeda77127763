/** The first of a list. Throws where there is none, so that a story ends where it went wrong. */
export function first<T>(list: readonly T[]): T {
  const [one] = list;
  if (one === undefined) throw new Error('There is none.');
  return one;
}

/** The one thing that a list holds. Throws where it holds none, or several. */
export function only<T>(list: readonly T[]): T {
  if (list.length > 1) throw new Error(`There is not one but ${list.length}.`);
  return first(list);
}
