import { onTestFinished } from 'vitest';
import path from 'node:path';
import type { NewEvent } from '#shared/model/event/event.ts';
import type { Manifest } from '#core/connectors/manifest.ts';
import type { FeedPage, Feed } from '#core/connectors/feed.ts';
import type { ConnectionSource, OpenConnection } from '#core/connections/source.ts';
import { createFeedScheduler, type FeedScheduler } from '#core/feeds/scheduler.ts';
import { takeFile } from '#core/intake/take-file.ts';
import { ingestEvents } from '#core/projection/fold.ts';
import { applyReceipts } from '#core/outbox/receipts.ts';
import { alone } from '#core/runner.ts';
import type { Pause } from '#core/store/tables/connections.ts';
import { openStore, type Store } from '#core/store/open.ts';
import { type Ears, openEars } from '#test/harness/ears.ts';
import { createManualClock, type ManualClock } from '#test/harness/manual-clock.ts';
import { receipt } from '#test/harness/receipt.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

export type FeedsHarness = {
  readonly store: Store;
  readonly clock: ManualClock;
  readonly scheduler: FeedScheduler;
  stop(): Promise<void>;
  readonly manifest: Manifest;
  readonly connection: { pause: Pause | null; connected: boolean; generation: number };
  readonly expectsTrouble: Ears['expectsTrouble'];
  state(): ReturnType<FeedScheduler['states']>[number];
};

/** A seen case, the plainest of events; `n` makes it another one. */
export function caseEvent(n: number, key = `GL-aaaa-1-${n}`, status = 'New'): NewEvent {
  const event = receipt('accepted', key, 1_000 + n, { id: `id${n}`, reference: `${n}`, status });
  return { ...event, sourceId: `case-${n}-${status}` };
}

export function pageOf(events: readonly NewEvent[], cursor: FeedPage['cursor'] = null): FeedPage {
  return { events, cursor };
}

/** One connector, `crm`, with one feed, `cases`, polled every minute. */
export function feedsHarness(
  feed: Feed,
  refuses: (file: string) => boolean = () => false,
  hearsReceipts: (events: readonly NewEvent[]) => void = () => undefined,
): FeedsHarness {
  const ears = openEars();
  const store = openStore({ path: path.join(temporaryFolder(), 'gridline.db'), log: () => undefined });
  const clock = createManualClock();
  const connection: FeedsHarness['connection'] = { pause: null, connected: true, generation: 1 };
  const manifest: Manifest = {
    id: 'crm',
    name: 'CRM',
    summary: '',
    libraries: [],
    settings: [],
    secrets: [],
    feeds: [{ id: 'cases', name: 'Cases', everyMs: 60_000, staleAfterMs: 300_000 }],
    actions: [],
    signIn: false,
  };
  const open = (): OpenConnection => ({
    id: manifest.id,
    name: manifest.name,
    realm: manifest.id,
    manifest,
    connection: {
      test: () => Promise.resolve({ ok: true, checks: [] }),
      feeds: { cases: feed },
      actions: {},
      close: () => Promise.resolve(),
    },
    pause: connection.pause,
    generation: connection.generation,
  });
  const source: ConnectionSource = {
    open: () => (connection.connected ? open() : null),
    all: () => (connection.connected ? [open()] : []),
    pause: (_, pause) => {
      connection.pause = pause;
    },
    resume: (_, kinds) => {
      if (connection.pause !== null && kinds.includes(connection.pause.kind)) connection.pause = null;
    },
  };
  const ingest = (db: Parameters<typeof ingestEvents>[0], events: readonly NewEvent[]) =>
    ingestEvents(db, events, clock.now());
  const scheduler = createFeedScheduler({
    store,
    clock,
    random: () => 0.5,
    log: ears.log,
    ingest,
    connections: source,
    runner: alone,
    takeFile: async (file) => {
      if (refuses(file.name)) throw new Error('disk I/O error');
      return takeFile({ store, ingest, onChange: () => undefined }, file);
    },
    receipts(db, events) {
      hearsReceipts(events);
      return applyReceipts(db, events).issueIds;
    },
    commands: () => [],
    onChange: () => undefined,
    onHeard: () => undefined,
  });
  const stop = scheduler.start();
  onTestFinished(async () => {
    await stop();
    store.close();
  });
  return {
    store,
    clock,
    scheduler,
    stop: async () => {
      await stop();
    },
    manifest,
    connection,
    expectsTrouble: ears.expectsTrouble,
    state() {
      const [found] = scheduler.states(manifest.feeds, {
        id: manifest.id,
        connector: manifest.id,
        connected: connection.connected,
        pause: connection.pause,
      });
      if (found === undefined) throw new Error('The feed is gone');
      return found;
    },
  };
}
