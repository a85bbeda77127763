import type { Screen } from '#renderer/app/route.ts';

/**
 * What a command acts on: what is selected, what is open, or what the cursor is at. `gone` = that has left the list, so that
 * what one looks at is its neighbour; `choosing` = more is being selected, and is not here yet; `none` = nothing was chosen.
 */
export type Targets =
  | { readonly kind: 'selection' | 'open' | 'cursor'; readonly ids: readonly string[] }
  | { readonly kind: 'gone' | 'choosing' | 'none'; readonly ids: readonly [] };

export const noTargets: Targets = { kind: 'none', ids: [] };

/** As they stand in the help. */
export const groups = ['Move', 'Act', 'Select', 'Outbox', 'Go to', 'Help'] as const;

/** Something that a person can do. Keys, help, palette and buttons follow from its row. */
export type Command = {
  /** Stands in what is kept of changed keys, so it never changes: `queue.escalate`. */
  readonly id: string;
  readonly label: string;
  readonly group: (typeof groups)[number];
  /** Any of these asks for it: `e`, `g q` (one after the other), `Shift+j`, `Mod+k` (Ctrl, or Cmd on a Mac), `ArrowDown`. */
  readonly keys: readonly string[];
  readonly where: Screen | 'everywhere';
  /** Whether a key that is held down asks again and again. */
  readonly repeats: boolean;
  /** Whether its keys with Ctrl work while one writes in a field. */
  readonly whileWriting: boolean;
  /** What keys and the palette mean; a button says itself what it is about. */
  readonly targets: () => Targets;
  /** Where it can't be done, why not and what to do first, in a sentence. */
  readonly enabled: (targets: Targets) => true | string;
  readonly run: (targets: Targets) => void;
};

type Optional = 'repeats' | 'whileWriting' | 'targets' | 'enabled';

export function defineCommand(row: Omit<Command, Optional> & Partial<Pick<Command, Optional>>): Command {
  return {
    repeats: false,
    whileWriting: false,
    targets: () => noTargets,
    enabled: () => true,
    ...row,
  };
}
