import { minute, type Millis, second } from '#shared/lib/time.ts';
import { backOff } from '../back-off.ts';
import { pauseNow } from '../connections/source.ts';
import type { ActionManifest } from '../connectors/connector.ts';
import { type ActionRow, dueActions, nextDueAt, updateAction } from '../store/actions.ts';
import { createCallAllowance } from './call-allowance.ts';
import type { OutboxDeps } from './deps.ts';
import { type Delivered, lookUp, send } from './perform.ts';
import { writeResults } from './recover.ts';

/** All sending of one action of one connector. */
export type Lane = {
  /** Starts what may start now. Gives when to look again; null = when woken. */
  pump(): Millis | null;
  /** The clock was put back by `by` ms. */
  clockSetBack(by: Millis): void;
  /** Calls under way. */
  readonly running: ReadonlySet<Promise<void>>;
};

const receiptsEvery = 30 * second;
const writeAgainAfter = 2 * second;

export function createLane(
  deps: OutboxDeps,
  connector: string,
  manifest: ActionManifest,
  context: { readonly signal: AbortSignal; readonly wake: () => void },
): Lane {
  const { store, clock, random, log, ingest, connections } = deps;
  const action = `${connector}.${manifest.id}`;
  const allowance = createCallAllowance(manifest.callsPerMinute);
  const running = new Set<Promise<void>>();
  /** No call before this time. */
  let notBefore = 0;
  /** Calls that failed as a whole, one after the other. */
  let failures = 0;
  /** Since when receipts are to be expected that nobody has asked for. */
  let receiptsSince: Millis | null = null;

  const freeAt = () => Math.max(notBefore, allowance.freeAt(clock.now()));

  const claim = (): readonly ActionRow[] => {
    const now = clock.now();
    return store.write(
      (db) => {
        const rows = dueActions(db, connector, action, now, manifest.batchSize).map(
          (row): ActionRow => ({
            ...row,
            state: 'sending',
            updatedAt: now,
            attempts: row.attempts + 1,
            firstAttemptAt: row.firstAttemptAt ?? now,
          }),
        );
        for (const row of rows) updateAction(db, row);
        return rows;
      },
      { durable: true },
    );
  };

  const pause = (ms: Millis) =>
    new Promise<void>((resolve) => {
      const cancel = clock.after(ms, resolve);
      const stop = () => {
        void cancel();
        resolve();
      };
      if (context.signal.aborted) stop();
      else context.signal.addEventListener('abort', stop, { once: true });
    });

  /** What came of a call must not get lost for a full disk. */
  const write = async (delivered: Delivered) => {
    for (;;) {
      try {
        const moment = { now: clock.now(), random };
        const { issueIds } = store.write((db) => writeResults(db, delivered.attempts, ingest, moment));
        deps.onChange(issueIds);
        return;
      } catch (error) {
        log('error', 'The outcome of a call could not be saved', { action, error: String(error) });
        if (context.signal.aborted) return;
        await pause(writeAgainAfter);
      }
    }
  };

  const heed = ({ attempts, verdict }: Delivered) => {
    if (attempts.some(({ result }) => result.result === 'done')) receiptsSince ??= clock.now();
    if (verdict === null) {
      failures = 0;
      return;
    }
    if (verdict.pause !== null) connections.pause(connector, verdict.pause);
    if (verdict.delayMs === 0) return;
    failures++;
    notBefore = clock.now() + (verdict.delayMs ?? backOff(failures, random, second, minute));
  };

  const deliver = async (rows: readonly ActionRow[]): Promise<void> => {
    const open = connections.open(connector);
    const handler = open?.connection.actions[manifest.id];
    if (handler === undefined || context.signal.aborted) {
      const attempts = rows.map((row) => ({ row, result: { result: 'not sent', error: null, afterMs: 0 } as const }));
      return write({ attempts, verdict: null });
    }
    const call = {
      handler,
      manifest,
      clock,
      signal: context.signal,
      backOffMs: () => backOff(failures + 1, random, second, minute),
    };
    const doubtful = rows.some((row) => row.doubtful) && manifest.deliveryClass === 'reconcilable';
    const delivered = await (doubtful ? lookUp(rows, call) : send(rows, call));
    if (delivered.verdict?.split === true && rows.length > 1) {
      const middle = Math.ceil(rows.length / 2);
      for (const half of [rows.slice(0, middle), rows.slice(middle)]) {
        while (freeAt() > clock.now() && !context.signal.aborted) await pause(freeAt() - clock.now());
        allowance.take(clock.now());
        await deliver(half);
      }
      return;
    }
    heed(delivered);
    await write(delivered);
  };

  const start = (rows: readonly ActionRow[]) => {
    allowance.take(clock.now());
    const run = deliver(rows)
      .catch((error: unknown) => log('error', 'Sending failed in an unexpected way', { action, error: String(error) }))
      .finally(() => {
        running.delete(run);
        context.wake();
      });
    running.add(run);
  };

  const askForReceipts = (drained: boolean) => {
    if (receiptsSince === null || manifest.receiptFeed === null) return;
    if (!drained && clock.now() - receiptsSince < receiptsEvery) return;
    receiptsSince = null;
    deps.pollSoon(`${connector}.${manifest.receiptFeed}`);
  };

  return {
    running,
    clockSetBack(by) {
      notBefore -= by;
      if (receiptsSince !== null) receiptsSince -= by;
    },
    pump() {
      const held = pauseNow(connections.open(connector)?.pause ?? null, clock.now());
      if (held !== null) return held.until;
      let dueAt = store.read((db) => nextDueAt(db, connector, action));
      while (dueAt !== null && dueAt <= clock.now() && running.size < manifest.concurrency && freeAt() <= clock.now()) {
        const rows = claim();
        if (rows.length > 0) {
          deps.onChange(rows.map((row) => row.issueId));
          start(rows);
        }
        dueAt = store.read((db) => nextDueAt(db, connector, action));
      }
      const due = dueAt !== null && dueAt <= clock.now();
      askForReceipts(!due && running.size === 0);
      if (dueAt === null || (due && running.size >= manifest.concurrency)) return null;
      return Math.max(dueAt, freeAt());
    },
  };
}
