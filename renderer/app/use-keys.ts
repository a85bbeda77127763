import { useEffect } from 'react';
import { useEscalate } from '#renderer/features/escalate/open.ts';
import { focusQueue } from '#renderer/features/queue/focus.ts';
import { belongsElsewhere, hasOverlay, isWriting } from '#renderer/keys/belongs.ts';
import { pressOf } from '#renderer/keys/press.ts';
import { runCommand } from './commands.ts';
import { type Command, readKey } from './key-map.ts';

const moves: readonly Command[] = ['down', 'up', 'page down', 'page up', 'first', 'last', 'extend down', 'extend up'];

/** Listens for the single-key commands everywhere in the window. What passed the gate is a press that a person meant. */
export function useKeys(enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return;
    let pending: 'g' | null = null;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      if (useEscalate.getState().ids.length > 0) {
        // The dialog may not have the focus yet when the next key comes: Enter is meant for it all the same.
        const inDialog = event.target instanceof Element && event.target.closest('[role="dialog"]') !== null;
        if (event.key === 'Enter' && !inDialog) useEscalate.setState({ eager: true });
        return;
      }
      if (belongsElsewhere(event)) {
        pending = null;
        const leaves = event.key === 'Escape' && isWriting(event.target) && !hasOverlay();
        if (leaves && event.target instanceof HTMLElement) event.target.blur();
        return;
      }
      const read = readKey(pressOf(event), pending);
      pending = read.pending;
      if (read.command === null || !runCommand(read.command)) return;
      event.preventDefault();
      // Whoever moves in the queue is there: Enter must not press the button that was clicked before.
      if (moves.includes(read.command)) focusQueue();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [enabled]);
}
