/** Gives the keyboard to the list on screen, where it is not there already: to the row under the cursor, where there is one. */
export function focusList(): void {
  const list = document.querySelector<HTMLElement>('[role="grid"]');
  const rows = list?.querySelector('[data-list-scroller]');
  if (rows?.contains(document.activeElement) !== true) list?.focus({ preventScroll: true });
}
