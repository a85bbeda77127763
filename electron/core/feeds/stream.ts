import { minute, second } from '#shared/lib/time.ts';
import { backOff } from '../back-off.ts';
import { pauseNow } from '../connections/pause.ts';
import type { FeedPage } from '../connectors/feed.ts';
import type { Stop } from '../ports.ts';
import { messageOf } from './after-poll.ts';
import type { FeedDeps } from './deps.ts';
import { takePage } from './poll.ts';

/** One pushed feed's stream, which is begun again for as long as it is wanted. */
export type StreamRunner = {
  /** Why nothing comes by it now, in a sentence for people; null while it is there. */
  readonly trouble: string | null;
  /** Looks whether it is to listen now: its connection may have been paused, another desk may listen, or that may be over. */
  refresh(): void;
  stop(): Promise<void>;
};

export function createStreamRunner(
  deps: FeedDeps,
  feed: { readonly id: string; readonly connection: string; readonly name: string },
  /** Asks for what the stream may have missed. */
  lookUp: () => void,
): StreamRunner {
  const { clock, connections, random, log, runner } = deps;
  let trouble: string | null = null;
  let failures = 0;
  let timer: Stop | null = null;
  let controller = new AbortController();
  let listening: Promise<void> | null = null;
  let stopped = false;

  const listen = async (): Promise<void> => {
    const open = connections.open(feed.connection);
    const stream = open?.connection.streams?.[feed.name];
    if (open === null || stream === undefined) return;
    controller = new AbortController();
    const { signal } = controller;
    // One after the other: the far side may push faster than the disk is.
    let last: Promise<void> = Promise.resolve();
    const push = (page: FeedPage): Promise<void> => {
      const taken = last.then(async () => {
        signal.throwIfAborted();
        await takePage(deps, open, feed, { page, counts: { received: 0, duplicates: 0 }, controller });
      });
      last = taken.catch(() => undefined);
      return taken;
    };
    const connected = (): void => {
      failures = 0;
      trouble = null;
      deps.onChange([]);
      lookUp();
    };
    try {
      await stream({ signal, connected, push });
      if (!signal.aborted) broke('The far side hung up.');
    } catch (thrown) {
      if (signal.aborted) return;
      log('warn', 'A stream broke off', { feed: feed.id, error: String(thrown) });
      broke(messageOf(thrown));
    } finally {
      await last;
    }
  };

  const broke = (reason: string): void => {
    failures += 1;
    trouble = `What comes at once does not come now: ${reason} It is asked for regularly instead.`;
    deps.onChange([]);
  };

  const begin = (): void => {
    void timer?.();
    timer = null;
    listening = listen()
      .catch((error: unknown) => log('error', 'A stream could not go on', { feed: feed.id, error: String(error) }))
      .finally(() => {
        listening = null;
        if (stopped) return;
        if (isHeld()) return;
        timer = clock.after(backOff(Math.max(1, failures), random, second, minute), begin);
      });
  };

  const isHeld = (): boolean =>
    !runner.mayAct().may || pauseNow(connections.open(feed.connection)?.pause ?? null, clock.now()) !== null;

  return {
    get trouble() {
      const standing = runner.mayAct();
      return standing.may ? trouble : notHere(standing.reason);
    },
    refresh() {
      if (stopped) return;
      if (isHeld()) {
        void timer?.();
        timer = null;
        controller.abort();
      } else if (listening === null && timer === null) begin();
    },
    async stop() {
      stopped = true;
      void timer?.();
      controller.abort();
      await listening;
    },
  };
}

function notHere(reason: string): string {
  return `What comes at once does not come here: ${reason} It is asked for regularly instead.`;
}
