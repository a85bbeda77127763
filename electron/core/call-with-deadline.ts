import type { Millis } from '#shared/lib/time.ts';
import { ConnectorError } from './connectors/sdk/error.ts';
import type { Clock } from './ports.ts';
import { untilAborted } from './until-aborted.ts';

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
