import type { Millis } from '#shared/lib/time.ts';
import type { Stop, Clock, Log } from '../ports.ts';
import type { ConnectionSource } from '../connections/source.ts';
import type { Ingest } from '../ingest.ts';
import type { Store } from '../store/open.ts';

/** What the outbox takes from the rest of the core. */
export type OutboxDeps = {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly ingest: Ingest;
  readonly connections: ConnectionSource;
  /** Asks for a feed (`crm.cases`) to be polled soon, because receipts are to be expected. */
  readonly pollSoon: (feedId: string) => void;
  /** Called after actions changed. */
  readonly onChange: (issueIds: readonly string[]) => void;
};

export type Dispatcher = {
  /** Resolves what an earlier process left unfinished, then sends whatever is due, now and later. */
  start(): Stop;
  /** Something may be due: actions were asked for, a connection changed. Cheap; calls are merged. */
  wake(): void;
  /** The clock was put back by `by` ms: calls that wait for a time wait for one that much earlier. */
  clockSetBack(by: Millis): void;
  /** Resolves when nothing is under way and nothing is due now. */
  idle(): Promise<void>;
};
