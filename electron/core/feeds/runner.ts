import { type Millis, minute, second } from '#shared/lib/time.ts';
import type { FeedManifest } from '../connectors/manifest.ts';
import { ConnectorError } from '../connectors/sdk/error.ts';
import type { Stop } from '../ports.ts';
import { type FeedRow, feedRow, feedTable } from '../store/tables/feeds.ts';
import { afterFailure, afterSuccess, messageOf, onThisClock, waitOf } from './next-poll.ts';
import type { FeedDeps, PollReport } from './deps.ts';
import { poll } from './poll.ts';
import { pauseOfFeeds } from '../connections/pause.ts';
import { untilAborted } from '../connectors/sdk/until-aborted.ts';

/** A timer stands still while the computer sleeps, and the clock may be moved: it is compared this often. */
const longestTimer = minute;
/** Where not even the state of a feed can be saved (a full disk): no poll follows on the heels of another. */
const unsavedRest = 5 * second;
/** Of a poll that has not begun. */
const never = new Promise<never>(() => undefined);
const wasStopped = 'The poll was stopped.';

/** One poll, under way or to come. */
type Poll = {
  readonly controller: AbortController;
  /** How many people wait for it: when the last of them has gone, it ends, unless it was due anyway. */
  askers: number;
  byItself: boolean;
  report: Promise<PollReport>;
};

/** One feed's clockwork: never two polls at once. */
export type FeedRunner = {
  readonly id: string;
  readonly connection: string;
  /** The opening of the connection it belongs to. */
  readonly generation: number;
  readonly polling: boolean;
  /** Sets the timer by what the store says; none where feeds are polled by hand only. */
  arm(): void;
  /** A poll that begins after this call. Where `signal` is aborted, it is waited for no longer, and ends where nobody else wants it. */
  pollNow(signal: AbortSignal): Promise<PollReport>;
  /** Polls now, or once more after the poll under way. */
  pollSoon(): void;
  stop(): Promise<void>;
};

export function createFeedRunner(
  deps: FeedDeps,
  connection: string,
  manifest: FeedManifest,
  options: { readonly generation: number; readonly byItself: () => boolean },
): FeedRunner {
  const { store, clock, random, connections, log } = deps;
  const id = `${connection}.${manifest.id}`;
  let timer: Stop | null = null;
  let running: Poll | null = null;
  /** One after the poll under way serves all who ask meanwhile. */
  let following: Poll | null = null;
  let stopped = false;
  let unsaved = false;
  /** A person waits for the poll under way or the next one. */
  let askedFor = false;

  const cancelTimer = () => {
    void timer?.();
    timer = null;
  };

  const moment = () => ({ now: clock.now(), random, everyMs: manifest.everyMs });

  const run = async (controller: AbortController): Promise<PollReport> => {
    const counts = { received: 0, duplicates: 0 };
    let error: string | null = null;
    try {
      const open = connections.open(connection);
      if (stopped || open === null) return { id, connection, ...counts, error: 'Not connected' };
      // Nobody waits for it any more.
      if (controller.signal.aborted) return { id, connection, ...counts, error: wasStopped };
      cancelTimer();
      store.write((db) => feedTable.replace(db, { ...feedRow(db, id), lastAttemptAt: clock.now() }));
      deps.onChange([]);
      await poll(deps, open, { id, name: manifest.id }, counts, controller);
      if (!stopped) store.write((db) => feedTable.replace(db, afterSuccess(feedRow(db, id), moment())));
      unsaved = false;
      // A poll that somebody asked for is their word that they put something right; the outbox finds out the rest.
      connections.resume(connection, askedFor ? ['sign-in', 'quota', 'set-up'] : ['sign-in', 'quota']);
      askedFor = false;
    } catch (thrown) {
      error = messageOf(thrown);
      if (!stopped) failed(thrown);
    }
    return { id, connection, ...counts, error };
  };

  const failed = (thrown: unknown) => {
    unsaved = false;
    const expected = thrown instanceof ConnectorError;
    log(expected ? 'warn' : 'error', 'A poll failed', { feed: id, error: String(thrown) });
    try {
      const pause = store.write((db) => {
        const after = afterFailure(feedRow(db, id), thrown, moment());
        feedTable.replace(db, after.row);
        return after.pause;
      });
      if (pause !== null) connections.pause(connection, pause);
    } catch (error) {
      unsaved = true;
      log('error', 'The state of a feed could not be saved', { feed: id, error: String(error) });
    }
  };

  const begin = (poll: Poll): Promise<PollReport> => {
    running = poll;
    return run(poll.controller).finally(() => {
      running = null;
      if (!stopped) arm();
      deps.onChange([]);
    });
  };

  const pollAfter = (before: Poll | null): Poll => {
    const controller = new AbortController();
    const poll: Poll = { controller, askers: 0, byItself: false, report: never };
    const next = () => {
      following = null;
      return begin(poll);
    };
    poll.report = before === null ? begin(poll) : before.report.then(next, next);
    // Who waits for it hears of an error; a timer does not.
    poll.report.catch((thrown: unknown) => log('error', 'A feed could not go on', { feed: id, error: String(thrown) }));
    return poll;
  };

  /** A poll that begins now, or after the one under way. */
  const follow = (): Poll => {
    if (running === null && following === null) return pollAfter(null);
    following ??= pollAfter(running);
    return following;
  };

  const byItself = (): void => {
    follow().byItself = true;
  };

  const rowNow = (now: Millis): FeedRow => {
    const stored = store.read((db) => feedRow(db, id));
    const row = onThisClock(stored, now);
    if (row !== stored) store.write((db) => feedTable.replace(db, row));
    return row;
  };

  function arm(): void {
    cancelTimer();
    if (stopped || running !== null || !options.byItself()) return;
    const open = connections.open(connection);
    if (open === null) return;
    const now = clock.now();
    let wait: Millis | null;
    try {
      wait = waitOf(rowNow(now), now, manifest.everyMs);
    } catch (error) {
      log('error', 'The state of a feed could not be read', { feed: id, error: String(error) });
      wait = longestTimer;
    }
    const pause = pauseOfFeeds(open.pause, now);
    const pausedFor = pause === null ? 0 : pause.until === null ? null : pause.until - now;
    if (wait === null || pausedFor === null) return;
    const left = Math.max(wait, pausedFor, unsaved ? unsavedRest : 0);
    timer = clock.after(Math.min(left, longestTimer), left > longestTimer ? arm : byItself);
  }

  return {
    id,
    connection,
    generation: options.generation,
    get polling() {
      return running !== null;
    },
    arm,
    async pollNow(signal) {
      signal.throwIfAborted();
      askedFor = true;
      const poll = follow();
      poll.askers += 1;
      const leave = () => {
        poll.askers -= 1;
        // Others may wait for the same one.
        if (poll.askers > 0 || poll.byItself) return;
        poll.controller.abort(new ConnectorError('cancelled', 'feed.cancelled', wasStopped));
      };
      try {
        return await untilAborted(() => poll.report, signal);
      } catch (error) {
        if (!signal.aborted) throw error;
        leave();
        return { id, connection, received: 0, duplicates: 0, error: wasStopped };
      }
    },
    pollSoon: byItself,
    async stop() {
      stopped = true;
      cancelTimer();
      const closed = new ConnectorError('cancelled', 'feed.stopped', 'The connection was closed.');
      for (const poll of [running, following]) poll?.controller.abort(closed);
      await running?.report;
    },
  };
}
