import { create } from 'zustand';

type ShellState = {
  readonly help: boolean;
  readonly palette: boolean;
  /** What was typed for the palette before it had a field for it. */
  readonly typedAhead: string;
  /** The user chose to connect instead of the sandbox: the first-run choice is over, though nothing is connected yet. */
  readonly connecting: boolean;
};

/** What lies over the screens. */
export const useShell = create<ShellState>(() => ({ help: false, palette: false, typedAhead: '', connecting: false }));
