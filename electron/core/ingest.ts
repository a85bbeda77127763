import type { NewEvent } from '#shared/model/event/event.ts';
import type { Proof } from '#shared/model/person/proof.ts';
import type { WriteDb } from './store/db.ts';

export type Ingested = {
  /** Those that were news, in their order. */
  readonly appended: readonly NewEvent[];
  readonly duplicates: number;
  /** The issues the new events touched. */
  readonly issueIds: readonly string[];
};

/** The one way to write events: journal and projections, in the caller's transaction. Throws `BadEventError`, and nothing is written. */
export type Ingest = (db: WriteDb, events: readonly NewEvent[]) => Ingested;

/** Who acts, how that was proven, and on which computer. */
export type Acting = {
  readonly actor: string;
  readonly email: string | null;
  readonly proof: Proof;
  readonly device: string;
};

/** The same for the events of what people do. */
export type Person = Acting & {
  /** Hybrid logical clock text of now. */
  readonly hlc: string | null;
};
