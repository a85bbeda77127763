import { useEffect, useEffectEvent } from 'react';
import type { LiveEvent } from '#shared/contract/system.ts';
import { backOff } from './back-off.ts';
import { rpc } from './rpc.ts';
import { throttle } from './throttle.ts';

export type Area = LiveEvent['areas'][number];

type Listener = { readonly areas: readonly Area[]; readonly hear: (event: LiveEvent) => void };

const listeners = new Set<Listener>();

/** Hears of every change in the given areas until the returned function is called. */
function onLive(areas: readonly Area[], hear: (event: LiveEvent) => void): () => void {
  const listener = { areas, hear };
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What goes wrong in a listener is its own mistake, not one of the connection, and the others hear all the same. */
function tell(listener: Listener, event: LiveEvent): void {
  try {
    listener.hear(event);
  } catch (error) {
    reportError(error);
  }
}

/** Follows the core's live events for as long as the page lives; after a break the first event says "everything". */
export async function followLive(): Promise<never> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      for await (const event of await rpc.system.live()) {
        attempt = 0;
        for (const listener of listeners) {
          if (event.areas.some((area) => listener.areas.includes(area))) tell(listener, event);
        }
      }
    } catch {
      // The connection went: the bar says so and the next round waits for it.
    }
    await new Promise((resolve) => setTimeout(resolve, backOff(attempt)));
  }
}

/** Four refreshes a second are as live as anyone can read. */
const refreshGap = 250;

/** Calls `refresh` when one of the areas changed, at most four times a second. */
export function useLive(areas: readonly Area[], refresh: () => void): void {
  const latest = useEffectEvent(refresh);
  const key = areas.join();
  useEffect(() => {
    const often = throttle(() => latest(), refreshGap);
    return onLive(key.split(',') as Area[], () => often());
  }, [key]);
}
