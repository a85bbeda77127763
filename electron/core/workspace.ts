import type { Changes } from './changes.ts';
import { createClockWatch } from './clock-watch.ts';
import { sweepCommands } from './commands/sweep.ts';
import { type CommandDeps, takeCommands } from './commands/take-commands.ts';
import type { Connections } from './connections/deps.ts';
import { createConnections } from './connections/service.ts';
import { keepMe } from './contacts/keep-me.ts';
import type { Connector } from './connectors/connector.ts';
import type { PollReport } from './feeds/deps.ts';
import { createOverdueClock } from './overdue/overdue-clock.ts';
import { createFeedScheduler } from './feeds/scheduler.ts';
import type { Ingest } from './ingest.ts';
import { type IntakeDeps, takeFile } from './intake/take-file.ts';
import { createDueTimes } from './projection/due-times.ts';
import { ingestEvents } from './projection/fold.ts';
import { upgradeProjections } from './projection/upgrade-projections.ts';
import { createWhoActs, type Desk, type WhoActs } from './desk.ts';
import type { Dispatcher } from './outbox/deps.ts';
import { createDispatcher } from './outbox/dispatcher.ts';
import { applyReceipts } from './outbox/receipts.ts';
import { actionsOf } from './connections/source.ts';
import { inOneLine } from './failure.ts';
import { goesToPeople } from './outbox/requests/effects.ts';
import { createRecipientKey, type RecipientKey } from './outbox/requests/recipient-key.ts';
import { createDueClock } from './due-clock.ts';
import { createWaitIsOver, goOnAfterReceipts, waitIsOver } from './outbox/requests/awaited-receipts.ts';
import type { Clock, Ports, Runner } from './ports.ts';
import { alone } from './runner.ts';
import { createRunning } from './running.ts';
import { nameDevice } from './store/tables/devices.ts';
import { openStore, type Store } from './store/open.ts';
import { anyAwaits } from './store/tables/actions.ts';
import { issuesAbout } from './store/tables/sets.ts';

/** One database and all that works on it. */
export type Workspace = Pick<WhoActs, 'acting' | 'reader' | 'marker'> & {
  readonly store: Store;
  readonly clock: Clock;
  readonly connectors: readonly Connector[];
  readonly connections: Connections;
  readonly dispatcher: Dispatcher;
  /** What recipients are known by in keys. */
  readonly recipientKey: RecipientKey;
  /** Who may act by itself. */
  readonly runner: Runner;
  readonly intake: IntakeDeps & { readonly now: () => number };
  readonly ingest: Ingest;
  /** What people call this connection; of one that is no more, what its connector is called and which one it was. */
  readonly connectionName: (connection: string, connector?: string) => string;
  pollNow(target: string | null, signal: AbortSignal): Promise<readonly PollReport[]>;
  /** Tells windows and the outbox that actions of these issues changed. */
  actionsChanged(issueIds: readonly string[]): void;
  issuesChanged(issueIds: readonly string[]): void;
  /** The calendar or the acknowledgement policy changed. Resolves when due times and what is overdue fit it. */
  rulesChanged(): Promise<void>;
  /** Resolves when no due time is left from another calendar. */
  dueTimesSettled(): Promise<void>;
  /** Throws `StoreError` where the disk is full, and nothing is left running. */
  start(): void;
  stop(): Promise<void>;
};

/** Opens the database and wires everything that works on it. Nothing runs by itself before `start`. */
export function openWorkspace(options: {
  readonly ports: Ports;
  readonly desk: Desk;
  readonly connectors: readonly Connector[];
  readonly path: string;
  readonly changes: Changes;
}): Workspace {
  const { ports, desk, connectors, changes } = options;
  const { clock, log, random, runner = alone } = ports;
  const store = openStore({ path: options.path, log });
  const recipientKey = createRecipientKey({ vault: ports.vault, store });
  upgradeProjections(store, log);
  store.write((db) => {
    nameDevice(db, desk.device, ports.computer);
    const me = desk.me();
    if (me !== null) keepMe(db, { key: desk.key, ...me }, { by: me.name, at: clock.now() });
  });
  const ingest: Ingest = (db, events) => ingestEvents(db, events, clock.now());
  const whoActs = createWhoActs({ desk, clock, store, ingest });
  const issuesChanged = (issueIds: readonly string[]): void => changes.touch('issues', issueIds);
  const marksBack = (): void => {
    const issueIds = whoActs.marksBack();
    if (issueIds.length > 0) issuesChanged(issueIds);
  };
  marksBack();
  const actionsTouched = (issueIds: readonly string[]): void => {
    // What waited for a receipt goes on, wherever the news came from.
    const moment = { now: clock.now(), ingest, runner };
    const waits = store.read(anyAwaits);
    const gone = waits ? store.write((db) => goOnAfterReceipts(db, moment), { durable: true }) : [];
    if (gone.length > 0) dispatcher.wake();
    const about = store.read((db) => issuesAbout(db, [...issueIds, ...gone]));
    changes.touch('actions', about);
    changes.touch('issues', about);
  };
  const intake = { store, ingest, onChange: issuesChanged, now: () => clock.now() };

  const connections: Connections = createConnections({
    store,
    ports,
    connectors,
    feedStates: (manifests, owner) => feeds.states(manifests, owner),
    pollSoon: (feedId) => feeds.pollSoon(feedId),
    onChange: () => {
      changes.touch('connections');
      feeds.refresh();
      dispatcher.wake();
    },
  });
  const connectionName = (id: string, connector = id): string => connections.nameOf(id, connector);
  const commandDeps: CommandDeps = {
    log,
    ingest,
    runner,
    atHand: { connections, connectors, store, recipientKey, connectionName },
    now: () => clock.now(),
    as: (who) => ({ ...who, ...whoActs.stamp() }),
  };
  const sweep = (): void => {
    const touched = sweepCommands(store, commandDeps);
    if (touched.length === 0) return;
    dispatcher.wake();
    actionsTouched(touched);
  };
  const feeds = createFeedScheduler({
    store,
    clock,
    random,
    log,
    ingest,
    connections,
    runner,
    takeFile: (file) => takeFile(intake, file),
    receipts: (db, events) => applyReceipts(db, events).issueIds,
    commands(db, events) {
      const touched = takeCommands(db, events, commandDeps);
      if (touched.length > 0) dispatcher.wake();
      return touched;
    },
    onChange: (issueIds) => {
      changes.touch('feeds');
      if (issueIds.length > 0) actionsTouched(issueIds);
    },
    onHeard: () => issuesChanged([]),
  });
  const dispatcher = createDispatcher({
    store,
    clock,
    random,
    log,
    ingest,
    connections,
    pollSoon: (feedId) => feeds.pollSoon(feedId),
    onChange: actionsTouched,
  });
  const endWait = createWaitIsOver({
    ingest,
    now: () => clock.now(),
    onChange: (issueIds) => void clock.after(0, () => actionsTouched(issueIds)),
  });
  const dueClock = createDueClock({ store, clock, log, random, runner, handlers: { [waitIsOver]: endWait } });
  const overdue = createOverdueClock({ store, clock, log, ingest, onChange: issuesChanged });
  const clockWatch = createClockWatch({
    store,
    clock,
    log,
    onSetBack(by) {
      marksBack();
      dispatcher.clockSetBack(by);
      // Feeds and outbox look again when connections have changed.
      connections.clockSetBack(by);
    },
  });
  const runnerChanged = (): void => {
    feeds.refresh();
    dueClock.look();
    actionsTouched([]);
    sweep();
    for (const area of ['connections', 'feeds', 'system'] as const) changes.touch(area);
  };
  const dueTimes = createDueTimes({ store, onChange: issuesChanged });

  const running = createRunning((begun) => {
    // First: the others go by the times that it may have to correct. Last: what calls others, once all that writes has begun.
    for (const part of [clockWatch, dispatcher, dueClock, overdue, feeds]) begun(part.start());
    begun(runner.watch(runnerChanged));
    // Something may have come, or ended, while nothing ran.
    if (store.read(anyAwaits)) actionsTouched([]);
    sweep();
    dueTimes
      .settle()
      .catch((error: unknown) => log('error', 'Due times could not be worked out anew', { error: String(error) }));
    // What people ask for elsewhere can't wait for it.
    if (connections.all().some((open) => actionsOf(open).some(({ manifest }) => goesToPeople(manifest)))) {
      recipientKey.ready().catch((error: unknown) => log('warn', 'No recipient key', { error: inOneLine(error) }));
    }
  });

  return {
    store,
    clock,
    connectors,
    connections,
    dispatcher,
    recipientKey,
    runner,
    intake,
    ingest,
    acting: () => whoActs.acting(),
    reader: () => whoActs.reader(),
    marker: () => whoActs.marker(),
    connectionName,
    async pollNow(target, signal) {
      const [owner = '', ...feed] = target?.split('.') ?? [];
      const meant = target === null ? null : [connections.resolve(owner), ...feed].join('.');
      const reports = await feeds.pollNow(meant, signal);
      // Nobody else looks at the clock where nothing was started.
      const readAll = target === null && reports.every(({ error }) => error === null);
      if (!running.wasBegun && !signal.aborted) await overdue.check({ readAll });
      return reports;
    },
    actionsChanged(issueIds) {
      actionsTouched(issueIds);
      dispatcher.wake();
      if (store.read(anyAwaits)) dueClock.look();
    },
    issuesChanged,
    async rulesChanged() {
      await dueTimes.settle();
      await overdue.check();
    },
    dueTimesSettled: () => dueTimes.settle(),
    start: () => running.start(),
    async stop() {
      await running.stop();
      await overdue.stop();
      await dueTimes.stop();
      await connections.close();
      store.close();
    },
  };
}
