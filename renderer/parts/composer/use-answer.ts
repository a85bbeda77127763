import { useEffect, useEffectEvent, useState } from 'react';
import { wasCancelled } from '#renderer/data/failure.ts';

type Answer<T> = { readonly key: string; readonly data: T | undefined; readonly error: unknown };

/** Waits until somebody has stopped typing, in milliseconds. */
const pause = 250;

/**
 * What the core answers to a question; asked again when `key` changes. The last answer stays until the next is there, and
 * `fresh` says whether it is that to the present question. A null `key` asks nothing.
 */
export function useAnswer<T>(
  key: string | null,
  ask: (signal: AbortSignal) => Promise<T>,
  { afterTyping = false }: { readonly afterTyping?: boolean } = {},
): { readonly data: T | undefined; readonly error: unknown; readonly fresh: boolean } {
  const [answer, setAnswer] = useState<Answer<T>>();
  const askLatest = useEffectEvent(ask);
  useEffect(() => {
    if (key === null) return;
    const abort = new AbortController();
    const run = () =>
      void askLatest(abort.signal).then(
        (data) => setAnswer({ key, data, error: undefined }),
        (error: unknown) => {
          if (!wasCancelled(error)) setAnswer((before) => ({ key, data: before?.data, error }));
        },
      );
    const timer = afterTyping ? setTimeout(run, pause) : undefined;
    if (timer === undefined) run();
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [key, afterTyping]);
  if (key === null) return { data: undefined, error: undefined, fresh: false };
  const fresh = answer?.key === key;
  return { data: answer?.data, error: fresh ? answer.error : undefined, fresh };
}
