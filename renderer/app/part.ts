import type { ComponentType } from 'react';
import { create } from 'zustand';

type Known = { readonly forgetFailed: () => void; readonly preload: () => Promise<unknown> };

const parts: Known[] = [];

/**
 * A part of the page whose code is fetched when it is first wanted, and once. A failure is kept until `forgetFailed`, so
 * that drawing the part does not ask for the same again and again.
 */
export function lazyPart<P = object>(load: () => Promise<ComponentType<P>>): () => Promise<ComponentType<P>> {
  let code: Promise<ComponentType<P>> | undefined;
  let failed = false;
  const forgetFailed = () => {
    if (failed) code = undefined;
    failed = false;
  };
  const fetchOnce = () => {
    if (code !== undefined) return code;
    code = load();
    code.catch(() => (failed = true));
    return code;
  };
  const preload = () => (code === undefined ? fetchOnce().catch(forgetFailed) : code.catch(() => undefined));
  parts.push({ forgetFailed, preload });
  return fetchOnce;
}

/** Lets what could not be fetched be asked for anew. */
export function forgetFailed(): void {
  for (const part of parts) part.forgetFailed();
}

/** Whether all code is here, but for what could not be fetched. */
export const usePreloaded = create<{ readonly done: boolean }>(() => ({ done: false }));

/** Fetches what has not been wanted yet, one after another; what fails is fetched when somebody wants it. */
export async function preloadParts(): Promise<void> {
  for (const part of parts) await part.preload();
  usePreloaded.setState({ done: true });
}
