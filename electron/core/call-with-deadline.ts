import type { Millis } from '#shared/lib/time.ts';
import { ConnectorError } from './connectors/sdk/error.ts';
import { untilAborted } from './connectors/sdk/until-aborted.ts';
import type { Clock } from './ports.ts';

/** What a call ends with that is late, after so many seconds, and one that was stopped. */
export type Ends = { readonly late: (seconds: number) => ConnectorError; readonly stopped: () => ConnectorError };

const callEnds: Ends = {
  late: (seconds) => new ConnectorError('unclear', 'network.timeout', `No answer within ${seconds} seconds.`),
  stopped: () => new ConnectorError('cancelled', 'gridline.stopping', 'Gridline was stopped.'),
};

/**
 * Runs one call with a deadline. Ends when either signal does, even where the call takes no notice of it: what it
 * comes back with later is nobody's any more.
 */
export async function callWithDeadline<T>(
  call: (signal: AbortSignal) => Promise<T>,
  options: { readonly clock: Clock; readonly deadlineMs: Millis; readonly signal: AbortSignal },
): Promise<T> {
  const { signal, ...time } = options;
  const controller = new AbortController();
  const stop = () => controller.abort(callEnds.stopped());
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await inTime(() => call(controller.signal), { ...time, controller, ends: callEnds });
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/**
 * One step of work that may have several, in the time it has: `controller` is aborted when it is late, and the step is waited
 * for no longer once that is so, whoever aborted it. Throws what it was aborted with, or `ends.stopped`.
 */
export async function inTime<T>(
  step: () => Promise<T>,
  options: {
    readonly clock: Clock;
    readonly deadlineMs: Millis;
    readonly controller: AbortController;
    readonly ends: Ends;
  },
): Promise<T> {
  const { clock, deadlineMs, controller, ends } = options;
  const cancelTimer = clock.after(deadlineMs, () => controller.abort(ends.late(Math.round(deadlineMs / 1_000))));
  try {
    return await untilAborted(step, controller.signal);
  } catch (error) {
    if (error instanceof ConnectorError || !controller.signal.aborted) throw error;
    throw ends.stopped();
  } finally {
    void cancelTimer();
  }
}
