import { useEffect } from 'react';
import { useEscalate } from '#renderer/features/escalate/open.ts';
import { runCommand } from './commands.ts';
import { readKey } from './key-map.ts';

const typing = 'input:not([type="checkbox"]), textarea, select, [contenteditable="true"]';
const ownKeys = '[role="dialog"], [role="menu"], [role="listbox"]';

/** Whether the key belongs to the element that has the focus: text fields, menus and dialogs keep theirs. */
function belongsElsewhere(event: KeyboardEvent): boolean {
  const { target } = event;
  if (document.querySelector('[role="dialog"][aria-modal="true"]') !== null) return true;
  if (!(target instanceof Element)) return false;
  if (target.closest(typing) !== null || target.closest(ownKeys) !== null) return true;
  const activates = event.key === 'Enter' || event.key === ' ';
  return activates && target.closest('button, a, summary, input') !== null;
}

/** Listens for the single-key commands everywhere in the window. */
export function useKeys(enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return;
    let pending: 'g' | null = null;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      if (useEscalate.getState().ids.length > 0) {
        // The dialog may not have the focus yet when the next key comes: Enter is meant for it all the same.
        const inDialog = event.target instanceof Element && event.target.closest('[role="dialog"]') !== null;
        if (event.key === 'Enter' && !inDialog) useEscalate.setState({ eager: true });
        return;
      }
      if (belongsElsewhere(event)) {
        if (event.key === 'Escape' && event.target instanceof HTMLElement) event.target.blur();
        return;
      }
      const press = {
        key: event.key,
        shift: event.shiftKey,
        control: event.ctrlKey || event.metaKey,
        alt: event.altKey,
      };
      const read = readKey(press, pending);
      pending = read.pending;
      if (read.command !== null && runCommand(read.command)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [enabled]);
}
