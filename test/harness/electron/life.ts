/** What `app` hears of windows, without either file importing the other. */

type Listener<T> = (value: T) => void;

const contentsListeners: Listener<unknown>[] = [];
const closedListeners: (() => void)[] = [];

export function onWebContents(listener: Listener<unknown>): void {
  contentsListeners.push(listener);
}

export function announceWebContents(contents: unknown): void {
  for (const listener of contentsListeners) listener(contents);
}

export function onLastWindowClosed(listener: () => void): void {
  closedListeners.push(listener);
}

const closers = new Set<() => Promise<boolean>>();

/** A window that can be asked to close; answers whether it has. */
export function onCloseWindows(close: () => Promise<boolean>): () => void {
  closers.add(close);
  return () => closers.delete(close);
}

/** Asks one window after the other to close; false when one stays. */
export async function closeWindows(): Promise<boolean> {
  for (const close of closers) if (!(await close())) return false;
  return true;
}

export function announceLastWindowClosed(): void {
  for (const listener of closedListeners) listener();
}
