import { useEffect, useEffectEvent } from 'react';
import { create } from 'zustand';

/** Something that a person has written and not saved yet. */
export type Unsaved = {
  /** As it is called in a list: `Service levels`. */
  readonly name: string;
  /** Resolves to whether it is saved; what went wrong is shown by the editor. Null where saving takes more than that. */
  readonly save: (() => Promise<boolean>) | null;
  readonly discard: () => void;
  /** Stays as it is while one looks at other screens: only what ends the page, or takes its issue away, loses it. */
  readonly kept: boolean;
};

type Leaving = {
  /** What would be lost. */
  readonly what: ReadonlyMap<string, Unsaved>;
  /** When it was asked, as events tell their time. */
  readonly askedAt: number;
  readonly go: () => void;
  /** Called when the person stays. */
  readonly stay: () => void;
};

type UnsavedState = {
  readonly editors: ReadonlyMap<string, Unsaved>;
  /** What waits for the person's word; null = nothing. */
  readonly leaving: Leaving | null;
};

export const useUnsaved = create<UnsavedState>(() => ({ editors: new Map(), leaving: null }));

export function holdUnsaved(key: string, editor: Unsaved): void {
  useUnsaved.setState(({ editors }) => ({ editors: new Map(editors).set(key, editor) }));
}

export function releaseUnsaved(key: string): void {
  useUnsaved.setState(({ editors }) => {
    const next = new Map(editors);
    return next.delete(key) ? { editors: next } : {};
  });
}

/** Registers an editor for as long as it is on screen and `dirty`. */
export function useEditor(key: string, dirty: boolean, editor: Unsaved): void {
  const save = useEffectEvent(async () => (await editor.save?.()) ?? false);
  const discard = useEffectEvent(() => editor.discard());
  const { name, kept } = editor;
  const saves = editor.save !== null;
  useEffect(() => {
    if (!dirty) return;
    holdUnsaved(key, { name, kept, save: saves ? () => save() : null, discard: () => discard() });
    return () => releaseUnsaved(key);
  }, [key, dirty, name, kept, saves]);
}

export type Scope = (key: string, editor: Unsaved) => boolean;

/** What going to another screen would lose. */
export const onScreen: Scope = (_key, editor) => !editor.kept;
/** What the end of the page, or of all data, would lose. */
export const everything: Scope = () => true;
export const only =
  (wanted: string): Scope =>
  (key) =>
    key === wanted;

function lost(scope: Scope): ReadonlyMap<string, Unsaved> {
  return new Map([...useUnsaved.getState().editors].filter(([key, editor]) => scope(key, editor)));
}

export const wouldLose = (scope: Scope): boolean => lost(scope).size > 0;

/** Goes on at once where nothing would be lost, else when the person has said what becomes of it. */
export function leave(scope: Scope, go: () => void, stay: () => void = () => undefined): void {
  const what = lost(scope);
  if (what.size === 0) go();
  else useUnsaved.setState({ leaving: { what, go, stay, askedAt: performance.now() } });
}

export function stayHere(): void {
  const { leaving } = useUnsaved.getState();
  useUnsaved.setState({ leaving: null });
  leaving?.stay();
}

export function discardAndGo(): void {
  const { leaving } = useUnsaved.getState();
  if (leaving === null) return;
  for (const [key, editor] of leaving.what) {
    editor.discard();
    releaseUnsaved(key);
  }
  useUnsaved.setState({ leaving: null });
  leaving.go();
}

/** Saves all of it and goes on; stays at the first that is refused, whose editor says why. */
export async function saveAndGo(): Promise<void> {
  const { leaving } = useUnsaved.getState();
  if (leaving === null) return;
  for (const [key, editor] of leaving.what) {
    const saved = (await editor.save?.()) === true;
    if (saved) releaseUnsaved(key);
    // Who said meanwhile that they stay, stays.
    if (useUnsaved.getState().leaving !== leaving) return;
    if (!saved) return stayHere();
  }
  useUnsaved.setState({ leaving: null });
  leaving.go();
}

/** Reloading, closing the tab or the window, going to another address: the browser asks, in words of its own. */
export function askBeforeUnload(page: Window): void {
  page.addEventListener('beforeunload', (event) => {
    if (wouldLose(everything)) event.preventDefault();
  });
}
