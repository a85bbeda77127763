import type { Millis } from '#shared/lib/time.ts';
import { ConnectorError } from '../connectors/sdk/error.ts';
import type { Clock } from '../ports.ts';

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
      const step = await raced(() => iterator.next(), { clock, deadline, controller });
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

function raced<T>(
  next: () => Promise<T>,
  {
    clock,
    deadline,
    controller,
  }: { readonly clock: Clock; readonly deadline: Millis; readonly controller: AbortController },
): Promise<T> {
  return new Promise((resolve, reject) => {
    const refuse = () => {
      const reason: unknown = controller.signal.reason;
      finish(() =>
        reject(
          reason instanceof ConnectorError
            ? reason
            : new ConnectorError('cancelled', 'feed.cancelled', 'The poll was stopped.'),
        ),
      );
    };
    const cancelTimer = clock.after(deadline, () =>
      controller.abort(
        new ConnectorError('unavailable', 'feed.timeout', `Nothing came for ${Math.round(deadline / 1_000)} seconds.`),
      ),
    );
    const finish = (then: () => void) => {
      void cancelTimer();
      controller.signal.removeEventListener('abort', refuse);
      then();
    };
    if (controller.signal.aborted) return refuse();
    controller.signal.addEventListener('abort', refuse, { once: true });
    next().then(
      (value) => finish(() => resolve(value)),
      (error: unknown) => finish(() => reject(error instanceof Error ? error : new Error(String(error)))),
    );
  });
}
