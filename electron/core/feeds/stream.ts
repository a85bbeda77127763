import { type Millis, minute, second } from '#shared/lib/time.ts';
import { backOff } from '../back-off.ts';
import type { FeedPage } from '../connectors/feed.ts';
import { ConnectorError } from '../connectors/sdk/error.ts';
import type { Stop } from '../ports.ts';
import { messageOf } from './next-poll.ts';
import type { Pause } from '../store/tables/connections.ts';
import type { FeedDeps } from './deps.ts';
import { takePage } from './poll.ts';
import { pauseOfFeeds } from '../connections/pause.ts';
import { untilAborted } from '../connectors/sdk/until-aborted.ts';

/** A timer stands still while the computer sleeps: it is looked this often whether a pause is over. */
const longestTimerMs = minute;

/** A stream that was there for so long is a good one. */
const lastingMs = minute;
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

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
  /** Begins anew after it broke off. */
  let timer: Stop | null = null;
  /** Looks whether a pause is over. */
  let wake: Stop | null = null;
  let controller = new AbortController();
  let listening: Promise<void> | null = null;
  let stopped = false;

  const listen = async (): Promise<void> => {
    const open = connections.open(feed.connection);
    const stream = open?.connection.streams?.[feed.name];
    if (open === null || stream === undefined) return;
    const mine = new AbortController();
    controller = mine;
    const { signal } = mine;
    let connectedAt: Millis | null = null;
    // One after the other: the far side may push faster than the disk is.
    let last: Promise<void> = Promise.resolve();
    const push = (page: FeedPage): Promise<void> => {
      const taken = last.then(async () => {
        signal.throwIfAborted();
        await takePage(deps, open, feed, { page, counts: { received: 0, duplicates: 0 }, controller: mine });
        // However fast it is pushed, others have their turn between two pages.
        await nextTurn();
      });
      last = taken.catch(() => undefined);
      return taken;
    };
    const connected = (): void => {
      if (signal.aborted) return;
      connectedAt ??= clock.now();
      trouble = null;
      deps.onChange([]);
      lookUp();
    };
    try {
      // One that takes no notice of its signal is not waited for: what it pushes later is refused.
      await untilAborted(() => stream({ signal, connected, push }), signal);
      if (!signal.aborted) broke('The other system closed the connection.', connectedAt);
    } catch (thrown) {
      if (wasStopped(signal)) return;
      log('warn', 'A stream broke off', { feed: feed.id, error: String(thrown) });
      broke(messageOf(thrown), connectedAt);
    } finally {
      await last;
      // Whatever it still pushes comes from nobody: the next look or stream brings it.
      mine.abort();
    }
  };

  const broke = (reason: string, connectedAt: Millis | null): void => {
    // One that hangs up as soon as it is there is not called all the time.
    const lasted = connectedAt !== null && clock.now() - connectedAt >= lastingMs;
    failures = lasted ? 1 : failures + 1;
    trouble = `Live updates are interrupted: ${reason} The feed is polled regularly instead.`;
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
        if (isHeld()) return refresh();
        timer = clock.after(backOff(Math.max(1, failures), random, second, minute), begin);
      });
  };

  const pause = (): Pause | null => pauseOfFeeds(connections.open(feed.connection)?.pause ?? null, clock.now());
  const isHeld = (): boolean => !runner.mayAct().may || pause() !== null;

  function refresh(): void {
    if (stopped) return;
    void wake?.();
    wake = null;
    if (!isHeld()) {
      if (listening === null && timer === null) begin();
      return;
    }
    void timer?.();
    timer = null;
    controller.abort();
    // A pause may end by the clock alone, without a word of anybody.
    const until = pause()?.until ?? null;
    if (until !== null) wake = clock.after(Math.min(longestTimerMs, until - clock.now()), refresh);
  }

  return {
    get trouble() {
      const standing = runner.mayAct();
      return standing.may ? trouble : notHere(standing.reason);
    },
    refresh,
    async stop() {
      stopped = true;
      void timer?.();
      void wake?.();
      controller.abort();
      await listening;
    },
  };
}

/** Ended on purpose, and not because something took too long. */
function wasStopped({ aborted, reason }: AbortSignal): boolean {
  return aborted && !(reason instanceof ConnectorError && reason.kind !== 'cancelled');
}

function notHere(reason: string): string {
  return `Live updates do not come to this desk: ${reason} The feed is polled regularly instead.`;
}
