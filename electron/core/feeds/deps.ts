import type { Millis } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import type { FileResult, IncomingFile } from '../connectors/feed.ts';
import type { ConnectionSource } from '../connections/source.ts';
import type { Ingest } from '../ingest.ts';
import type { Clock, Log, Runner } from '../ports.ts';
import type { WriteDb } from '../store/db.ts';
import type { Store } from '../store/open.ts';

/** What a file gave, as far as a feed cares. */
export type TakenFile = {
  readonly result: FileResult;
  readonly events: number;
  readonly duplicates: number;
  readonly issueIds: readonly string[];
};

/** What the feeds take from the rest of the core. */
export type FeedDeps = {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly ingest: Ingest;
  readonly connections: ConnectionSource;
  /** Streams are listened to by the one that acts by itself; reading is for everybody. */
  readonly runner: Pick<Runner, 'mayAct'>;
  /** Reads a file into the journal; twice the same bytes change nothing. */
  readonly takeFile: (file: IncomingFile) => Promise<TakenFile>;
  /** Joins what came back to our actions, in the page's transaction. Gives the issues touched. */
  readonly receipts: (db: WriteDb, events: readonly NewEvent[]) => readonly string[];
  /** Acts on the commands of a page, in its transaction. Gives the issues touched. */
  readonly commands: (db: WriteDb, events: readonly NewEvent[]) => readonly string[];
  /** Called after a feed's state or, with ids, its issues changed. */
  readonly onChange: (issueIds: readonly string[]) => void;
  /** Called after something was heard that is no issue's evidence and stands in timelines all the same: what went well with a document. */
  readonly onHeard: () => void;
};

export type PollReport = {
  readonly id: string;
  readonly connection: string;
  /** Events and files that came, known ones too. */
  readonly received: number;
  readonly duplicates: number;
  readonly error: string | null;
};

/** How often, how long and how patiently feeds are polled. */
export const feedLimits = {
  /** A poll that brings no page for this long is given up. */
  pageDeadline: 120_000,
  backOffBase: 2_000,
  backOffCap: 300_000,
  /** A problem of set-up may be mended on the other side: worth a look now and then. */
  setUpRetry: 300_000,
  /** Events in one transaction: few enough that nobody who works meanwhile notices. */
  chunk: 250,
  /** Share of the interval by which polls are spread. */
  jitter: 0.1,
} as const satisfies Record<string, Millis>;
