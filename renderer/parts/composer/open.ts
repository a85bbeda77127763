import { create } from 'zustand';
import type { FieldProblem } from '#renderer/data/field-problems.ts';
import { takeKeys } from '#renderer/app/keys/taken.ts';
import { leave, only } from '#renderer/app/unsaved.ts';
import { canReachCore } from '#renderer/kit/offline.ts';
import { type Draft, noDraft } from './draft.ts';

/** What somebody wants to do. */
export type Wish = {
  /** The issues it is about. */
  readonly ids: readonly string[];
  /** A capability, or an action of a connection; null = it has to be chosen. */
  readonly action: string | null;
  /** Which issue that is, for people; null for several, or where it is not known. */
  readonly about: string | null;
  /** Each stands for its incident, with all its documents that are not resolved. */
  readonly whole?: boolean;
};

type ComposerState = {
  /** Null = the composer is closed. */
  readonly wish: Wish | null;
  /** Enter was pressed before there was anything to confirm: it counts as soon as there is. */
  readonly eager: boolean;
  /** Here and not in the form: it outlives a form that has to be made anew. */
  readonly draft: Draft;
  /** What is done, as on a button; null until the core has said. */
  readonly verb: string | null;
  /** What was refused of it when it was sent. */
  readonly problems: readonly FieldProblem[];
};

const closed: ComposerState = { wish: null, eager: false, draft: noDraft, verb: null, problems: [] };

export const useComposer = create<ComposerState>(() => closed);

// The dialog may not have the focus yet when the next key comes: Enter is meant for it all the same.
takeKeys((event) => {
  const { wish } = useComposer.getState();
  if (wish === null) return false;
  const inDialog = event.target instanceof Element && event.target.closest('[role="dialog"]') !== null;
  if (event.key === 'Enter' && !inDialog && wish.action !== null) useComposer.setState({ eager: true });
  return true;
});

type Begun = Pick<ComposerState, 'draft' | 'problems'>;

/** Opens the composer for these issues, whatever is selected or comes in after that; false where the core can't be asked. */
export function compose(wish: Wish, begun: Begun = { draft: noDraft, problems: [] }): boolean {
  if (!canReachCore()) return false;
  useComposer.setState({ wish: { ...wish, ids: [...wish.ids] }, eager: false, verb: null, ...begun });
  return true;
}

/** Does the same through another connection, or does what was chosen; what was written stays. */
export function composeWith(action: string): void {
  useComposer.setState(({ wish }) => ({ wish: wish && { ...wish, action }, eager: false, problems: [] }));
}

export function change(part: Partial<Draft>): void {
  useComposer.setState(({ draft }) => ({ draft: { ...draft, ...part }, eager: false, problems: [] }));
}

export function closeComposer(): void {
  useComposer.setState(closed);
}

/** What it is called among all that is not saved. */
export const composer = 'composer';

/** Closes it; asks first where something was written in it. */
export function leaveComposer(): void {
  leave(only(composer), closeComposer);
}
