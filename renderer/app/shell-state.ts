import { create } from 'zustand';

type ShellState = {
  readonly help: boolean;
  readonly palette: boolean;
  /** The user chose to connect instead of the sandbox: the first-run choice is over, though nothing is connected yet. */
  readonly connecting: boolean;
};

/** What lies over the screens. */
export const useShell = create<ShellState>(() => ({ help: false, palette: false, connecting: false }));
