import { useSyncExternalStore } from 'react';
import { type Millis, second } from '#shared/lib/time.ts';

let offset = 0;

/** Takes over the core's clock where it differs from the page's by more than two seconds (a moved clock in a test or sandbox). */
export function setCoreClock(coreNow: Millis): void {
  const difference = coreNow - Date.now();
  offset = Math.abs(difference) > 2 * second ? difference : 0;
}

/** Now, by the core's clock. */
export function coreNow(): Millis {
  return Date.now() + offset;
}

type Ticker = {
  readonly subscribe: (hear: () => void) => () => void;
  readonly read: () => Millis;
};

function ticker(step: Millis): Ticker {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let value = coreNow();
  return {
    subscribe: (hear) => {
      listeners.add(hear);
      if (timer === undefined) value = coreNow();
      timer ??= setInterval(() => {
        value = coreNow();
        for (const listener of listeners) listener();
      }, step);
      return () => {
        listeners.delete(hear);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    read: () => {
      if (Math.abs(coreNow() - value) > 2 * step) value = coreNow();
      return value;
    },
  };
}

const tickers = { second: ticker(second), calm: ticker(15 * second) };

/** A clock that redraws its reader: every second, or every quarter of a minute. */
export function useNow(pace: 'second' | 'calm' = 'calm'): Millis {
  return useSyncExternalStore(tickers[pace].subscribe, tickers[pace].read);
}
