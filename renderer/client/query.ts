import { useCallback, useEffect, useRef, useState } from 'react';
import { type Area, useLive } from './live.ts';
import { wasCancelled } from './failure.ts';

export type Query<T> = {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly refresh: () => void;
};

type Held<T> = { readonly key: string; readonly data: T | undefined; readonly error: unknown };

/**
 * What a call answers, asked again when one of the areas changes. Old data stays on screen while new data is on its way;
 * only another `key` clears it. One call at a time: a refresh during a call starts when that call is done.
 */
export function useQuery<T>(
  key: string,
  ask: (signal: AbortSignal) => Promise<T>,
  areas: readonly Area[],
  keep?: ReadonlyMap<string, T>,
): Query<T> {
  const [held, setHeld] = useState<Held<T>>({ key, data: keep?.get(key), error: undefined });
  const askRef = useRef(ask);
  askRef.current = ask;
  const running = useRef<{ key: string; again: boolean; abort: AbortController } | undefined>(undefined);

  const run = useCallback((wanted: string) => {
    const busy = running.current;
    if (busy !== undefined && busy.key === wanted) {
      busy.again = true;
      return;
    }
    busy?.abort.abort();
    const mine = { key: wanted, again: false, abort: new AbortController() };
    running.current = mine;
    askRef
      .current(mine.abort.signal)
      .then(
        (data) => {
          if (running.current === mine) setHeld({ key: wanted, data, error: undefined });
        },
        (error: unknown) => {
          if (running.current !== mine || wasCancelled(error)) return;
          setHeld((before) => ({ key: wanted, data: before.key === wanted ? before.data : undefined, error }));
        },
      )
      .finally(() => {
        if (running.current !== mine) return;
        running.current = undefined;
        if (mine.again) run(wanted);
      });
  }, []);

  useEffect(() => {
    run(key);
    return () => {
      running.current?.abort.abort();
      running.current = undefined;
    };
  }, [key, run]);
  const refresh = useCallback(() => run(key), [key, run]);
  useLive(areas, refresh);

  if (held.key !== key) return { data: keep?.get(key), error: undefined, refresh };
  return { data: held.data, error: held.error, refresh };
}
