import { type FetchQueryOptions, focusManager, QueryClient, type QueryKey } from '@tanstack/react-query';
import type { LiveEvent } from '#shared/contract/system.ts';
import { mayRepeat, pauseAfter } from './retry.ts';

/** A part of what the core knows, as it tells of changes. */
export type Area = LiveEvent['areas'][number];

declare module '@tanstack/react-query' {
  interface Register {
    /** What of the core an answer hangs on. */
    queryMeta: { readonly areas: readonly Area[] };
  }
}

// The core is on this machine: what was asked goes on whether or not somebody looks, and with or without a network.
focusManager.setFocused(true);

const retry = { networkMode: 'always', retry: mayRepeat, retryDelay: pauseAfter } as const;

/**
 * All that the page knows of the core's answers. What changes is told by the core (`refresh.ts`), so that nothing is asked
 * by the clock; what a screen shows is asked once more when the screen is opened, and shown as it was until then.
 */
export const client = new QueryClient({
  defaultOptions: { queries: { ...retry, refetchOnWindowFocus: false, refetchOnReconnect: false } },
});

/** Asks once, outside of what is drawn. Gives up with `signal`, and throws its reason then. */
export async function ask<T, Key extends QueryKey>(
  options: FetchQueryOptions<T, Error, T, Key>,
  signal?: AbortSignal,
): Promise<T> {
  signal?.throwIfAborted();
  const giveUp = () => void client.cancelQueries({ queryKey: options.queryKey, exact: true });
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    return await client.fetchQuery(options);
  } finally {
    signal?.removeEventListener('abort', giveUp);
    signal?.throwIfAborted();
  }
}
