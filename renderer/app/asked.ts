import type { Action, ActionChip } from '#shared/model/action/action.ts';

/** Hears what is asked for outside before the core tells of it, so that it shows at once. */
export type AskedListener = {
  /** These issues are to get one; the core has not answered yet. */
  readonly begun: (issueIds: readonly string[], chip: ActionChip) => void;
  /** What the core has made of it, or what a person has taken back. */
  readonly changed: (actions: readonly Action[]) => void;
  /** Nothing was asked for. */
  readonly failed: (issueIds: readonly string[]) => void;
};

const listeners = new Set<AskedListener>();

/** Lets a screen hear it until the returned function is called. */
export function hearAsked(listener: AskedListener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tells all screens. */
export const tellAsked: AskedListener = {
  begun: (issueIds, chip) => listeners.forEach((listener) => listener.begun(issueIds, chip)),
  changed: (actions) => listeners.forEach((listener) => listener.changed(actions)),
  failed: (issueIds) => listeners.forEach((listener) => listener.failed(issueIds)),
};
