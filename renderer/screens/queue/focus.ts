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

/** Gives the keyboard back to the queue, where it is not there already: to the row under the cursor, where there is one. */
export function focusQueue(): void {
  const list = document.querySelector<HTMLElement>('[role="grid"]');
  const rows = list?.querySelector('[data-list-scroller]');
  if (rows?.contains(document.activeElement) !== true) list?.focus({ preventScroll: true });
}
