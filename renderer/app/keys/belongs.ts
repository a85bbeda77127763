/** Fields in which keys write or choose. A checkbox takes the space bar only. */
const fields =
  'input:not([type="checkbox"]), textarea, select, [role="textbox"], [role="searchbox"], [role="combobox"]';

/** What lies over the screen and has keys of its own, for as long as it is there. */
const overlays = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';

/** What Enter and the space bar press. */
const pressed =
  'button, a[href], summary, input, label, [role="button"], [role="menuitem"], [role="tab"], [role="switch"]';

/** A part that scrolls by itself when it has the focus. The queue is none: its keys move the cursor. */
const scrolls = '[tabindex="0"]:not([role="grid"], [role="grid"] *)';
const scrollKeys = new Set(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', ' ']);

/** Whether keys write text or choose a value in what has the focus. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest(fields) !== null || (target instanceof HTMLElement && target.isContentEditable);
}

const isOverlaid = (): boolean => document.querySelector(overlays) !== null;

/** Whether something lay over the screen when the present press began. */
let overlaidAtPress = false;

/** Told of each press before anybody else hears of it. */
export function notePress(): void {
  overlaidAtPress = isOverlaid();
}

/** Whether something lies over the screen, or did until this very press closed it: that was what it was for. */
export function hasOverlay(): boolean {
  return overlaidAtPress || isOverlaid();
}

/** Whether the key belongs to the element that has the focus, or to what lies over the screen. */
export function belongsElsewhere(event: KeyboardEvent): boolean {
  const { target, key } = event;
  if (hasOverlay() || isWriting(target)) return true;
  if (!(target instanceof Element)) return false;
  if ((key === 'Enter' || key === ' ') && target.closest(pressed) !== null) return true;
  return (
    scrollKeys.has(key) && !event.shiftKey && target.closest('button') === null && target.closest(scrolls) !== null
  );
}
