import { useEffect } from 'react';
import { commandsOn, runCommand } from '#renderer/app/commands/table.ts';
import type { Screen } from '#renderer/app/route.ts';
import { useRoute } from '#renderer/app/router.ts';
import { belongsElsewhere, hasOverlay, isWriting } from './belongs.ts';
import { type KeptKeys, type KeyMap, keyMap, type KeyResult, readKey } from './key-map.ts';
import { useKeptKeys } from './kept-keys.ts';
import { pressOf } from './press.ts';
import { isTaken } from './taken.ts';
import { typeAhead } from './type-ahead.ts';

let known: { readonly screen: Screen; readonly kept: KeptKeys; readonly map: KeyMap } | undefined;

/** The keys of the present screen, read anew only where the screen or the keys have changed. */
function presentKeys(): KeyMap {
  const { screen } = useRoute.getState();
  const kept = useKeptKeys.getState();
  if (known?.screen !== screen || known.kept !== kept) known = { screen, kept, map: keyMap(commandsOn(screen), kept) };
  return known.map;
}

/** What a press asks for on the present screen, as the keys are set. */
export function readPress(event: KeyboardEvent, pending: string | null): KeyResult {
  return readKey(pressOf(event), pending, presentKeys());
}

/** Listens for the commands' keys everywhere in the window. What passed the gate is a press that a person meant. */
export function useKeys(): void {
  useEffect(() => {
    let pending: string | null = null;
    const onElsewhere = (event: KeyboardEvent) => {
      pending = null;
      if (!isWriting(event.target) || hasOverlay()) return;
      const { command } = readPress(event, null);
      if (command?.whileWriting === true && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        runCommand(command);
      } else if (event.key === 'Escape' && event.target instanceof HTMLElement) event.target.blur();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTaken(event)) return;
      if (typeAhead(event)) return;
      if (belongsElsewhere(event)) return onElsewhere(event);
      const read = readPress(event, pending);
      // Shift alone, on the way to a sign, ends nothing.
      if (!modifiers.has(event.key)) pending = read.pending;
      if (read.command === null) return;
      event.preventDefault();
      runCommand(read.command);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

const modifiers = new Set(['Shift', 'Control', 'Meta', 'Alt', 'AltGraph', 'CapsLock']);
