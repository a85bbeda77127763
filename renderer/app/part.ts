import type { ComponentType } from 'react';
import { create } from 'zustand';

/** `next`: the next key may want it, so it is fetched as soon as the screen is drawn. `idle`: when nothing else is to be done. */
type When = 'next' | 'idle';

type Known = { readonly when: When; readonly forgetFailed: () => void; readonly preload: () => Promise<unknown> };

const parts: Known[] = [];

const arrived = new WeakMap<object, unknown>();

/** What a promise of code has brought; undefined until it has. */
export function arrivedOf<P>(code: Promise<ComponentType<P>>): ComponentType<P> | undefined {
  return arrived.get(code) as ComponentType<P> | undefined;
}

/** Fetches the code of a part. */
export type Code<P> = (() => Promise<ComponentType<P>>) & {
  /** Whether it was fetched. */
  readonly isHere: () => boolean;
};

/**
 * A part of the page whose code is fetched when it is first wanted, and once. A failure is kept until `forgetFailed`, so
 * that drawing the part does not ask for the same again and again.
 */
export function lazyPart<P = object>(load: () => Promise<ComponentType<P>>, when: When = 'idle'): Code<P> {
  let code: Promise<ComponentType<P>> | undefined;
  let failed = false;
  const forgetFailed = () => {
    if (failed) code = undefined;
    failed = false;
  };
  const fetchOnce = () => {
    if (code !== undefined) return code;
    const loading = load();
    code = loading;
    loading.then(
      (part) => arrived.set(loading, part),
      () => (failed = true),
    );
    return loading;
  };
  const preload = () => (code === undefined ? fetchOnce().catch(forgetFailed) : code.catch(() => undefined));
  parts.push({ when, forgetFailed, preload });
  return Object.assign(fetchOnce, { isHere: () => code !== undefined && arrived.has(code) });
}

/** Lets what could not be fetched be asked for anew. */
export function forgetFailed(): void {
  for (const part of parts) part.forgetFailed();
}

/** Whether all code is here, but for what could not be fetched. */
export const usePreloaded = create<{ readonly done: boolean }>(() => ({ done: false }));

let asked: Promise<unknown> | undefined;

/** Fetches what the next key may want, once. */
async function preloadNext(): Promise<void> {
  asked ??= Promise.all(parts.filter(({ when }) => when === 'next').map(({ preload }) => preload()));
  await asked;
}

/** Told by a screen when what one came for is drawn. Once that is painted, the code for the next key is fetched. */
export function screenIsDrawn(): void {
  // The first of these frames shows it.
  requestAnimationFrame(() => requestAnimationFrame(() => void preloadNext()));
}

/** Fetches what has not been wanted yet, one after another; what fails is fetched when somebody wants it. */
export async function preloadParts(): Promise<void> {
  await preloadNext();
  for (const part of parts) await part.preload();
  usePreloaded.setState({ done: true });
}
