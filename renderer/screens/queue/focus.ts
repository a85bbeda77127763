const listeners = new Set<() => void>();

/** Lets the search box hear of `/`. */
export function onFocusSearch(hear: () => void): () => void {
  listeners.add(hear);
  return () => listeners.delete(hear);
}

export function focusSearch(): void {
  for (const hear of listeners) hear();
}

/** Shows the beginning of the queue. */
export function queueToTop(): void {
  document.querySelector('[data-list-scroller]')?.scrollTo({ top: 0 });
}
