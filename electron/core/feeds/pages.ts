import type { Millis } from '#shared/lib/time.ts';
import { ConnectorError } from '../connectors/sdk/error.ts';
import type { Clock } from '../ports.ts';
import { untilAborted } from '../until-aborted.ts';

/**
 * The pages of a feed, each within `deadline` ms. Ends with `cancelled` as soon as `controller` is aborted and with
 * `unavailable` when a page is late, even where the feed takes no notice.
 */
export async function* pagesOf<T>(
  open: (signal: AbortSignal) => AsyncIterable<T>,
  options: { readonly clock: Clock; readonly deadline: Millis; readonly controller: AbortController },
): AsyncGenerator<T, void, undefined> {
  const { clock, deadline, controller } = options;
  const iterator = open(controller.signal)[Symbol.asyncIterator]();
  let finished = false;
  try {
    for (;;) {
      const step = await inTime(() => iterator.next(), { clock, deadline, controller });
      if (step.done === true) {
        finished = true;
        return;
      }
      yield step.value;
    }
  } finally {
    // Not awaited: a feed that hangs would hang us too.
    if (!finished) void iterator.return?.()?.then(undefined, () => undefined);
  }
}

/** One step of a poll, in the time it has: after `deadline` ms, or when the poll is stopped, it is waited for no longer. */
export async function inTime<T>(
  step: () => Promise<T>,
  {
    clock,
    deadline,
    controller,
  }: { readonly clock: Clock; readonly deadline: Millis; readonly controller: AbortController },
): Promise<T> {
  const cancelTimer = clock.after(deadline, () =>
    controller.abort(
      new ConnectorError('unavailable', 'feed.timeout', `Nothing came for ${Math.round(deadline / 1_000)} seconds.`),
    ),
  );
  try {
    return await untilAborted(step, controller.signal);
  } catch (error) {
    if (error instanceof ConnectorError || !controller.signal.aborted) throw error;
    throw new ConnectorError('cancelled', 'feed.cancelled', 'The poll was stopped.');
  } finally {
    void cancelTimer();
  }
}
