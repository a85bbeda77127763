import { create } from 'zustand';

type ShellState = {
  readonly help: boolean;
  readonly palette: boolean;
  /** What was typed for the palette, also before it had a field for it. */
  readonly sought: string;
  /** The user chose to connect instead of the sandbox: the first-run choice is over, though nothing is connected yet. */
  readonly connecting: boolean;
};

/** What lies over the screens. */
export const useShell = create<ShellState>(() => ({ help: false, palette: false, sought: '', connecting: false }));
