import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ActionState, DeliveryClass } from '#shared/model/action/action.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import { eventKinds } from '#shared/model/event/kinds.ts';
import type { ConnectionSource, OpenConnection } from '#core/connections/source.ts';
import type { ActionHandler } from '#core/connectors/action.ts';
import type { ActionManifest } from '#core/connectors/manifest.ts';
import type { Ingest } from '#core/ingest.ts';
import type { Dispatcher } from '#core/outbox/deps.ts';
import { createDispatcher } from '#core/outbox/dispatcher.ts';
import { type NewAction, requestActions } from '#core/outbox/requests/request.ts';
import type { Clock } from '#core/ports.ts';
import { type ActionRow, findAction, listActions } from '#core/store/tables/actions.ts';
import type { Pause } from '#core/store/tables/connections.ts';
import { openStore, type Store } from '#core/store/open.ts';
import { quietLog } from '#test/harness/ears.ts';
import { createManualClock, type ManualClock } from '#test/harness/manual-clock.ts';
import { escalation, scriptedConnector } from '#test/harness/scripted-connector.ts';

export const person = {
  actor: 'pat',
  email: null,
  proof: 'this machine’s user',
  device: 'desk',
  hlc: null,
} as const;

/** Keeps events as the journal does: a source id seen before is a duplicate. */
export function memoryJournal(): { readonly events: NewEvent[]; readonly ingest: Ingest } {
  const events: NewEvent[] = [];
  const seen = new Set<string>();
  return {
    events,
    ingest: (_, incoming) => {
      const fresh = incoming.filter((event) => {
        const key = `${event.source} ${event.sourceId}`;
        eventKinds[event.kind].payload.parse(event.payload);
        if (seen.has(key)) return false;
        seen.add(key);
        return true;
      });
      events.push(...fresh);
      return { appended: fresh, duplicates: incoming.length - fresh.length, issueIds: [] };
    },
  };
}

/** A scripted connector that is set up, as the outbox sees it. */
export function crm(handler: Partial<ActionHandler>, changes: Partial<ActionManifest> = {}) {
  const { manifest, connection, action } = scriptedConnector(handler, changes);
  const state: { pause: Pause | null; connected: boolean } = { pause: null, connected: true };
  const open = (): OpenConnection => ({
    id: manifest.id,
    name: manifest.name,
    realm: manifest.id,
    manifest,
    connection,
    pause: state.pause,
    generation: 1,
  });
  const source: ConnectionSource = {
    open: (connector) => (connector === manifest.id && state.connected ? open() : null),
    all: () => (state.connected ? [open()] : []),
    pause: (_, pause) => {
      state.pause = pause;
    },
    resume: () => {
      state.pause = null;
    },
  };
  return { source, state, action };
}

export type OutboxHarness = {
  readonly store: Store;
  readonly clock: ManualClock;
  readonly events: NewEvent[];
  readonly ingest: Ingest;
  readonly polls: string[];
  readonly dispatcher: Dispatcher;
  readonly connection: ReturnType<typeof crm>;
  /** Puts `count` actions in the outbox; each is for an issue of its own. */
  request(count: number, options?: { readonly undoMs?: number; readonly from?: number }): readonly ActionRow[];
  states(): readonly ActionState[];
  find(id: string): ActionRow;
  start(): void;
  /** Starts again on the same store, as a new process would. */
  restart(): void;
  stop(): Promise<void>;
  close(): Promise<void>;
};

export function newAction(issue: number, deliveryClass: DeliveryClass): NewAction {
  return {
    issueId: `issue${issue}`,
    episode: 1,
    mark: 't1',
    connector: 'crm',
    connection: 'crm',
    action: 'crm.escalate',
    step: 'crm.escalate crm',
    meaning: escalation,
    deliveryClass,
    purpose: '',
    recipient: '',
    approval: null,
    draft: { subject: `Issue ${issue}` },
  };
}

export function outboxHarness(
  handler: Partial<ActionHandler>,
  manifest: Partial<ActionManifest> = {},
  options: { readonly random?: () => number } = {},
): OutboxHarness {
  const folder = mkdtempSync(path.join(tmpdir(), 'gridline-outbox-'));
  const store = openStore({ path: path.join(folder, 'gridline.db'), log: () => undefined });
  const clock = createManualClock();
  const { events, ingest } = memoryJournal();
  const polls: string[] = [];
  const connection = crm(handler, manifest);
  const make = () =>
    createDispatcher({
      store,
      clock: clock satisfies Clock,
      random: options.random ?? (() => 0.5),
      log: quietLog(),
      ingest,
      connections: connection.source,
      pollSoon: (feed) => polls.push(feed),
      onChange: () => undefined,
    });
  let dispatcher = make();
  let started: ReturnType<Dispatcher['start']> | null = null;
  const stop = async () => {
    await started?.();
    started = null;
  };
  return {
    store,
    clock,
    events,
    ingest,
    polls,
    get dispatcher() {
      return dispatcher;
    },
    connection,
    request(count, { undoMs = 0, from = 1 } = {}) {
      const wanted = Array.from({ length: count }, (_, at) => newAction(from + at, connection.action.deliveryClass));
      const { actions } = store.write((db) => requestActions(db, wanted, { ingest, person, now: clock.now(), undoMs }));
      dispatcher.wake();
      return actions;
    },
    states: () =>
      store
        .read((db) => listActions(db, [], 0, 100_000))
        .toSorted((a, b) => a.issueId.localeCompare(b.issueId, 'en', { numeric: true }))
        .map((row) => row.state),
    find(id) {
      const row = store.read((db) => findAction(db, id));
      if (row === null) throw new Error(`No action ${id}`);
      return row;
    },
    start() {
      started = dispatcher.start();
    },
    restart() {
      dispatcher = make();
      started = dispatcher.start();
    },
    stop,
    async close() {
      await stop();
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
