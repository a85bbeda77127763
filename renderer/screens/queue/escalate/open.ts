import { create } from 'zustand';
import type { Capability } from '#shared/model/action/capability.ts';
import { takeKeys } from '#renderer/app/keys/taken.ts';
import { leave, only } from '#renderer/app/unsaved.ts';
import { canReachCore } from '#renderer/kit/offline.ts';

/** What the escalate key asks for, of whichever connection can do it. */
export const escalateAction: Capability = 'case.create';

/** What a person has changed of what is written. */
export type Edits = {
  /** Changed fields of the preview, by key. */
  readonly fields: Readonly<Record<string, string>>;
  /** Stands below each case's own text. */
  readonly note: string;
};

export const noEdits: Edits = { fields: {}, note: '' };

type EscalateState = {
  /** The issues whose escalation is being previewed; empty = the dialog is closed. */
  readonly ids: readonly string[];
  /** Enter was pressed before there was anything to confirm: it counts as soon as there is. */
  readonly eager: boolean;
  /** What the form begins with: edits of these very issues that could not be sent. */
  readonly edits: Edits;
  /** What the connection is called that would do it; null until the core has said. */
  readonly where: string | null;
};

const closed: EscalateState = { ids: [], eager: false, edits: noEdits, where: null };

export const useEscalate = create<EscalateState>(() => closed);

// The dialog may not have the focus yet when the next key comes: Enter is meant for it all the same.
takeKeys((event) => {
  if (useEscalate.getState().ids.length === 0) return false;
  const inDialog = event.target instanceof Element && event.target.closest('[role="dialog"]') !== null;
  if (event.key === 'Enter' && !inDialog) useEscalate.setState({ eager: true });
  return true;
});

/** Opens the form for these issues, whatever is selected or comes in after that; false where the core can't be asked. */
export function openEscalate(ids: readonly string[], edits: Edits = noEdits): boolean {
  if (!canReachCore()) return false;
  useEscalate.setState({ ids: [...ids], eager: false, edits, where: null });
  return true;
}

export function closeEscalate(): void {
  useEscalate.setState(closed);
}

/** What the form is called among all that is not saved. */
export const composer = 'composer';

/** Closes the form; asks first where something was written in it. */
export function leaveEscalate(): void {
  leave(only(composer), closeEscalate);
}
