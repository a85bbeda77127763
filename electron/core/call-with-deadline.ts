import type { Millis } from '#shared/lib/time.ts';
import { ConnectorError } from './connectors/sdk/error.ts';
import type { Clock } from './ports.ts';

/**
 * Runs one call with a deadline. Ends when either signal does, even where the call takes no notice of it: what it
 * comes back with later is nobody's any more.
 */
export async function callWithDeadline<T>(
  call: (signal: AbortSignal) => Promise<T>,
  options: { readonly clock: Clock; readonly deadlineMs: Millis; readonly signal: AbortSignal },
): Promise<T> {
  const { clock, deadlineMs, signal } = options;
  const ended = new AbortController();
  const timeOut = () =>
    ended.abort(
      new ConnectorError('unclear', 'network.timeout', `No answer within ${Math.round(deadlineMs / 1_000)} seconds.`),
    );
  const stopped = () => ended.abort(new ConnectorError('cancelled', 'gridline.stopping', 'Gridline was stopped.'));
  const cancelTimer = clock.after(deadlineMs, timeOut);
  if (signal.aborted) stopped();
  signal.addEventListener('abort', stopped, { once: true });
  try {
    return await untilAborted(() => call(ended.signal), ended.signal);
  } finally {
    void cancelTimer();
    signal.removeEventListener('abort', stopped);
  }
}

/**
 * What `work` comes to, or, as soon as `signal` is aborted, its reason thrown, even where the work takes no notice: what it comes
 * to later is nobody's any more.
 */
export function untilAborted<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const refuse = () => reject(signal.reason instanceof Error ? signal.reason : new Error('Stopped'));
    if (signal.aborted) return refuse();
    signal.addEventListener('abort', refuse, { once: true });
    // Work that throws at once is treated like work that rejects.
    new Promise<T>((started) => started(work()))
      .finally(() => signal.removeEventListener('abort', refuse))
      .then(resolve, reject);
  });
}
