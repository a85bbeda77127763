import { refusedUnseen } from '../commands/refused-unseen.ts';
import type { FeedState } from '#shared/model/connection.ts';
import type { FeedManifest } from '../connectors/manifest.ts';
import { nothingConnected, NotFoundError } from '../failure.ts';
import { whatThereIs } from '#shared/lib/sentence.ts';
import type { Stop } from '../ports.ts';
import type { Pause } from '../store/tables/connections.ts';
import { feedsOf } from '../connections/source.ts';
import { feedRow } from '../store/tables/feeds.ts';
import type { FeedDeps, PollReport } from './deps.ts';
import { feedNotes } from './notes.ts';
import { createFeedRunner, type FeedRunner } from './runner.ts';
import { wrongItemNotes } from './wrong-items.ts';
import { toFeedState } from './state.ts';
import { createStreamRunner, type StreamRunner } from './stream.ts';

export type FeedOwner = {
  readonly id: string;
  readonly connector: string;
  readonly connected: boolean;
  readonly pause: Pause | null;
};

export type FeedScheduler = {
  start(): Stop;
  /** Connections changed: starts feeds of new ones, stops those of closed ones at once. */
  refresh(): void;
  /** Polls one feed (`<connection>.<feed>`), a connection's or all, and waits for the end. Throws `NotFoundError`. */
  pollNow(target: string | null, signal: AbortSignal): Promise<readonly PollReport[]>;
  /** A poll of this feed soon; calls are merged. An unknown feed is left aside. */
  pollSoon(feedId: string): void;
  /** These feeds of a connection, as people see them. */
  states(feeds: readonly FeedManifest[], connection: FeedOwner): FeedState[];
};

export function createFeedScheduler(deps: FeedDeps): FeedScheduler {
  const { store, clock, connections } = deps;
  const runners = new Map<string, FeedRunner>();
  /** Of the feeds that are pushed, once the schedule is started. */
  const streams = new Map<string, StreamRunner>();
  let started = false;
  const stopping = new Set<Promise<void>>();

  const drop = (runner: FeedRunner) => {
    runners.delete(runner.id);
    const stream = streams.get(runner.id);
    streams.delete(runner.id);
    const end = Promise.all([runner.stop(), stream?.stop()])
      .then(() => undefined)
      .finally(() => stopping.delete(end));
    stopping.add(end);
  };

  /** A runner for each feed of each open connection. Only a started schedule polls by itself. */
  const refresh = () => {
    const open = new Map(connections.all().map((connection) => [connection.id, connection]));
    for (const runner of runners.values()) {
      if (open.get(runner.connection)?.generation !== runner.generation) drop(runner);
    }
    for (const connection of open.values()) {
      const { generation } = connection;
      for (const { id, manifest } of feedsOf(connection)) {
        const runner =
          runners.get(id) ?? createFeedRunner(deps, connection.id, manifest, { generation, byItself: () => started });
        runners.set(id, runner);
        runner.arm();
        // Its settings may leave a stream out.
        if (!started || connection.connection.streams?.[manifest.id] === undefined) continue;
        const stream =
          streams.get(id) ??
          createStreamRunner(deps, { id, connection: connection.id, name: manifest.id }, () => runner.pollSoon());
        streams.set(id, stream);
        stream.refresh();
      }
    }
  };

  const chosen = (target: string | null): readonly FeedRunner[] => {
    if (target === null) return [...runners.values()];
    const found = [...runners.values()].filter(({ id }) => id === target || id.startsWith(`${target}.`));
    if (found.length > 0) return found;
    throw new NotFoundError('connected feed', target, whatThereIs([...runners.keys()], nothingConnected));
  };

  return {
    start() {
      started = true;
      refresh();
      return async () => {
        started = false;
        for (const runner of runners.values()) drop(runner);
        await Promise.all(stopping);
      };
    },
    refresh,
    async pollNow(target, signal) {
      refresh();
      return Promise.all(chosen(target).map((runner) => runner.pollNow(signal)));
    },
    pollSoon(feedId) {
      if (started) runners.get(feedId)?.pollSoon();
    },
    states: (feeds, { id: connection, connector, connected, pause }) =>
      store.read((db) =>
        feeds.map((feed) => {
          const id = `${connection}.${feed.id}`;
          const polling = runners.get(id)?.polling ?? false;
          const trouble = streams.get(id)?.trouble ?? null;
          const where = connections.open(connection)?.name ?? connection;
          const said = connected
            ? [
                ...feedNotes(db, connection, feed.id),
                ...wrongItemNotes(db, { connection, name: feed.id }, where, clock.now()),
              ]
            : [];
          // What people ask for comes by a feed that is pushed, where there is one.
          const isAsked = feed === (feeds.find(({ pushed }) => pushed === true) ?? feeds[0]);
          const refused = isAsked ? refusedUnseen(db, connection, clock.now()) : [];
          const notes = [...said, ...(trouble === null ? [] : [trouble]), ...refused];
          return toFeedState({ connection, connector }, feed, feedRow(db, id), {
            now: clock.now(),
            polling,
            pause,
            connected,
            notes,
          });
        }),
      ),
  };
}
