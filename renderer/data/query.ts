import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { createAsker } from './asker.ts';
import { type Area, useLive } from './live.ts';

export type Query<T> = {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly refresh: () => void;
};

type Held<T> = { readonly key: string; readonly data: T | undefined; readonly error: unknown };

/**
 * What a call answers, asked again when one of the areas changes. Old data stays on screen while new data is on its way;
 * only another `key` clears it, unless `keep` remembers what that key had.
 */
export function useQuery<T>(
  key: string,
  ask: (signal: AbortSignal) => Promise<T>,
  areas: readonly Area[],
  keep?: ReadonlyMap<string, T>,
): Query<T> {
  const [held, setHeld] = useState<Held<T>>({ key, data: keep?.get(key), error: undefined });
  const askLatest = useEffectEvent(ask);
  const current = useRef<() => void>(undefined);
  useEffect(() => {
    const asker = createAsker<T>((signal) => askLatest(signal), {
      answer: (data) => setHeld({ key, data, error: undefined }),
      failure: (error) => setHeld((before) => ({ key, data: before.key === key ? before.data : undefined, error })),
    });
    current.current = asker.refresh;
    asker.refresh();
    return asker.stop;
  }, [key]);
  const refresh = useCallback(() => current.current?.(), []);
  useLive(areas, refresh);

  if (held.key !== key) return { data: keep?.get(key), error: undefined, refresh };
  return { data: held.data, error: held.error, refresh };
}
