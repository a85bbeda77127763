import { minute, type Millis, second } from '#shared/lib/time.ts';
import { backOff } from '../../back-off.ts';
import { pauseNow } from '../../connections/pause.ts';
import type { ActionManifest } from '../../connectors/manifest.ts';
import { type ActionRow, actionTable, dueActions, nextDueAt } from '../../store/tables/actions.ts';
import { createCallAllowance, createBatchSize, sendSmaller } from './pace.ts';
import type { OutboxDeps } from '../deps.ts';
import { type Attempt, type Delivered, lookUp, send } from './perform.ts';
import { mustLookUp } from '../next-state.ts';
import { writeResults } from './write-results.ts';

/** All sending of one action of one connection: nothing of another connection waits for it. */
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
  connection: string,
  manifest: ActionManifest,
  context: { readonly signal: AbortSignal; readonly wake: () => void },
): Lane {
  const { store, clock, random, log, ingest, connections } = deps;
  const action = `${connection}.${manifest.id}`;
  const allowance = createCallAllowance(manifest.callsPerMinute);
  const batches = createBatchSize(manifest.batchSize);
  const running = new Set<Promise<void>>();
  /** No call before this time. */
  let notBefore = 0;
  /** Calls that failed as a whole, one after the other. */
  let failures = 0;
  /** Times in a row that a call ended in a pause for a person. */
  let pauses = 0;
  /** Since when receipts are to be expected that nobody has asked for. */
  let receiptsSince: Millis | null = null;

  const freeAt = () => Math.max(notBefore, allowance.freeAt(clock.now()));

  const claim = (most: number): readonly ActionRow[] => {
    const now = clock.now();
    return store.write(
      (db) => {
        return dueActions(db, action, now, most).map((due) => {
          const row: ActionRow = {
            ...due,
            state: 'sending',
            updatedAt: now,
            attempts: due.attempts + 1,
            firstAttemptAt: due.firstAttemptAt ?? now,
          };
          actionTable.update(db, due, row);
          return row;
        });
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
  const write = async (attempts: readonly Attempt[]) => {
    if (attempts.length === 0) return;
    for (;;) {
      try {
        const moment = { now: clock.now(), random };
        const { issueIds } = store.write((db) => writeResults(db, attempts, ingest, moment));
        deps.onChange(issueIds);
        return;
      } catch (error) {
        log('error', 'The outcome of a call could not be saved', { action, error: String(error) });
        if (context.signal.aborted) return;
        await pause(writeAgainAfter);
      }
    }
  };

  const backOffAfter = ({ attempts, verdict }: Delivered) => {
    if (attempts.some(({ result: { result } }) => result === 'done' || result === 'not needed'))
      receiptsSince ??= clock.now();
    if (verdict === null) {
      batches.answered();
      failures = 0;
      pauses = 0;
      // It was answered: whatever it was paused for is over.
      connections.resume(connection, ['sign-in', 'set-up', 'quota']);
      return;
    }
    if (verdict.pause !== null) {
      pauses++;
      connections.pause(connection, verdict.pause);
    }
    if (verdict.delayMs === 0) return;
    if (verdict.result.result === 'unclear') batches.failed(attempts.length);
    failures++;
    notBefore = clock.now() + (verdict.delayMs ?? backOff(failures, random, second, minute));
  };

  /** One call. What went through or failed for itself is written; what was too much at once is given back. */
  const deliverOnce = async (rows: readonly ActionRow[]): Promise<readonly Attempt[]> => {
    const open = connections.open(connection);
    const handler = open?.connection.actions[manifest.id];
    if (handler === undefined || context.signal.aborted) {
      const attempts = rows.map((row) => ({ row, result: { result: 'not sent', error: null, afterMs: 0 } as const }));
      await write(attempts);
      return [];
    }
    const call = {
      handler,
      manifest,
      clock,
      signal: context.signal,
      backOffMs: () => backOff(failures + 1, random, second, minute),
      pauses: pauses + 1,
    };
    const delivered = await (rows.some(mustLookUp) ? lookUp(rows, call) : send(rows, call));
    if (rows.length > 1 && delivered.verdict?.split === true) return delivered.attempts;
    backOffAfter(delivered);
    const tooMuch = rows.length === 1 ? [] : delivered.attempts.filter(({ result }) => result.result === 'too much');
    await write(delivered.attempts.filter((attempt) => !tooMuch.includes(attempt)));
    return tooMuch;
  };

  const deliver = async (rows: readonly ActionRow[]): Promise<void> => {
    await sendSmaller(
      rows.length,
      await deliverOnce(rows),
      async (some) => {
        while (freeAt() > clock.now() && !context.signal.aborted) await pause(freeAt() - clock.now());
        allowance.take(clock.now());
        return deliverOnce(some);
      },
      { write, learn: (size) => batches.learn(size, clock.now()) },
    );
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
    deps.pollSoon(`${connection}.${manifest.receiptFeed}`);
  };

  return {
    running,
    clockSetBack(by) {
      notBefore -= by;
      if (receiptsSince !== null) receiptsSince -= by;
    },
    pump() {
      const pause = connections.open(connection)?.pause ?? null;
      const held = pauseNow(pause, clock.now());
      if (held !== null) return held.until;
      // One alone finds out whether a pause is over; when it is answered, the others follow.
      const probing = pause !== null;
      const concurrency = probing ? 1 : manifest.concurrency;
      let dueAt = store.read((db) => nextDueAt(db, action));
      while (dueAt !== null && dueAt <= clock.now() && running.size < concurrency && freeAt() <= clock.now()) {
        const rows = claim(probing ? 1 : batches.size(clock.now()));
        if (rows.length > 0) {
          deps.onChange(rows.map((row) => row.issueId));
          start(rows);
        }
        dueAt = store.read((db) => nextDueAt(db, action));
      }
      const due = dueAt !== null && dueAt <= clock.now();
      askForReceipts(!due && running.size === 0);
      if (dueAt === null || (due && running.size >= concurrency)) return null;
      return Math.max(dueAt, freeAt());
    },
  };
}
