import { create } from 'zustand';
import type { Command } from '#renderer/app/commands/command.ts';
import { setUndoKey } from '#renderer/kit/undo-toast.tsx';
import { undo } from '#renderer/app/commands/everywhere.ts';
import { ariaShortcut, printed } from './chord.ts';
import { type KeptKeys, keysOf, noKeptKeys, parseKept } from './key-map.ts';

const place = 'gridline.keys';

/** Kept with the person's account of this computer. Where the browser keeps nothing, it holds until the page is closed. */
export const useKeptKeys = create<KeptKeys>(() => noKeptKeys);

const read = (): void => useKeptKeys.setState(parseKept(localStorage.getItem(place)), true);

/** Takes up what was kept, and follows what another tab changes. */
export function followKeptKeys(page: Window): void {
  const tellToasts = (kept: KeptKeys) => setUndoKey(printed(keysOf(undo, kept)[0] ?? '').join(' '));
  useKeptKeys.subscribe(tellToasts);
  tellToasts(noKeptKeys);
  try {
    read();
  } catch {
    return;
  }
  page.addEventListener('storage', ({ key }) => key === place && read());
}

export function keepKeys(kept: KeptKeys): void {
  useKeptKeys.setState(kept, true);
  try {
    localStorage.setItem(place, JSON.stringify(kept));
  } catch {
    // It holds for this page all the same.
  }
}

/** The first of the keys that ask for a command, as printed and as told to screen readers; null where there are none. */
export function useHint(command: Command): { readonly keys: readonly string[]; readonly aria: string | null } | null {
  const sequence = useKeptKeys((kept) => keysOf(command, kept)[0]);
  return sequence === undefined ? null : { keys: printed(sequence), aria: ariaShortcut(sequence) };
}
