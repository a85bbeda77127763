import path from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { NewEvent } from '#shared/model/event.ts';
import { ingestEvents } from '#core/issues/ingest.ts';
import { createDispatcher } from '#core/outbox/dispatcher.ts';
import { requestActions } from '#core/outbox/request.ts';
import { countActions } from '#core/store/actions.ts';
import { openStore, type Store } from '#core/store/open.ts';
import { append } from '#core/store/journal.ts';
import type { WriteDb } from '#core/store/db.ts';
import { crm, newAction, person } from '#test/core/outbox/outbox-harness.ts';

export type EscalationBench = {
  readonly name: 'escalation';
  readonly actions: number;
  /** `perform` calls made; a collection holds 200. */
  readonly calls: number;
  readonly requestMs: number;
  readonly sendMs: number;
  readonly perSecond: number;
  /** The same events appended to the journal by a bare loop, in batches of 200, without outbox or issues. */
  readonly floorMs: number;
  readonly ratio: number;
};

const batch = 200;

/** `count` actions from request to receipt of success through a connector that does nothing. */
export async function escalationBench(count = 10_000): Promise<EscalationBench> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gridline-bench-'));
  const store = openStore({ path: path.join(folder, 'gridline.db'), log: () => undefined });
  const written: NewEvent[] = [];
  const ingest = (db: WriteDb, events: readonly NewEvent[]) => {
    written.push(...events);
    return ingestEvents(db, events, Date.now());
  };
  let calls = 0;
  const { source } = crm(
    {
      perform(items) {
        calls++;
        return Promise.resolve(
          items.map(() => ({ result: 'done', state: 'accepted', reference: null, url: null, remoteId: null }) as const),
        );
      },
    },
    { batchSize: batch, concurrency: 2, callsPerMinute: 10_000 },
  );
  const dispatcher = createDispatcher({
    store,
    clock: {
      now: () => Date.now(),
      after(delay, callback) {
        const timer = setTimeout(callback, delay);
        return () => clearTimeout(timer);
      },
    },
    random: Math.random,
    log: () => undefined,
    ingest,
    connections: source,
    pollSoon: () => undefined,
    onChange: () => undefined,
  });
  try {
    const requested = performance.now();
    const wanted = Array.from({ length: count }, (_, at) => newAction(at, 'idempotent'));
    store.write((db) => requestActions(db, wanted, { ingest, person, now: Date.now(), undoMs: 0 }), { durable: true });
    const sending = performance.now();
    const stop = dispatcher.start();
    await dispatcher.idle();
    const ended = performance.now();
    await stop();
    const accepted = store.read((db) => countActions(db).find(({ state }) => state === 'accepted')?.count);
    if (accepted !== count) throw new Error(`${accepted} of ${count} actions went through`);
    const sendMs = ended - sending;
    const floorMs = floor(path.join(folder, 'floor.db'), written);
    return {
      name: 'escalation',
      actions: count,
      calls,
      requestMs: sending - requested,
      sendMs,
      perSecond: (count / sendMs) * 1_000,
      floorMs,
      ratio: floorMs / (ended - requested),
    };
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function floor(file: string, events: readonly NewEvent[]): number {
  const store: Store = openStore({ path: file, log: () => undefined });
  const start = performance.now();
  for (let at = 0; at < events.length; at += batch) {
    store.write((db) => append(db, events.slice(at, at + batch), Date.now()));
  }
  const ms = performance.now() - start;
  store.close();
  return ms;
}
