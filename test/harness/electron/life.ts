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

export function announceLastWindowClosed(): void {
  for (const listener of closedListeners) listener();
}
