import { useEffect } from 'react';
import { runCommand } from '#renderer/app/commands.ts';
import { belongsElsewhere, hasOverlay, isWriting } from './belongs.ts';
import { readKey } from './key-map.ts';
import { pressOf } from './press.ts';
import { isTaken } from './taken.ts';

/** Listens for the single-key commands everywhere in the window. What passed the gate is a press that a person meant. */
export function useKeys(enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return;
    let pending: 'g' | null = null;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTaken(event)) return;
      if (belongsElsewhere(event)) {
        pending = null;
        const leaves = event.key === 'Escape' && isWriting(event.target) && !hasOverlay();
        if (leaves && event.target instanceof HTMLElement) event.target.blur();
        return;
      }
      const read = readKey(pressOf(event), pending);
      pending = read.pending;
      if (read.command !== null && runCommand(read.command)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [enabled]);
}
