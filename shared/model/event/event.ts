import type { Json } from '#shared/lib/json.ts';
import type { Millis } from '#shared/lib/time.ts';
import type { EventKind } from './kinds.ts';
import type { Proof } from '../person/proof.ts';

/** As what the core itself writes; any other source of an event is the connection that told it. */
export const ownSources = ['file', 'clock', 'person', 'outbox', 'command'] as const;

/** A thing that happened, before the journal gives it a place in the chain. `(source, sourceId)` is unique. */
export type NewEvent = {
  /** A connection's id, or one of `ownSources`. */
  readonly source: string;
  readonly sourceId: string;
  readonly kind: EventKind;
  readonly occurredAt: Millis;
  readonly payload: Json;
  /** Who did it, by the name that is shown, for things people do; null otherwise. */
  readonly actor?: string | null;
  /** What makes them the same person in every system; null = not known. */
  readonly email?: string | null;
  /** How it was proven that it was them; null where nobody did it, or nothing proved it. */
  readonly proof?: Proof | null;
  /** A random id: which computer it is called stands apart, where it can be erased. */
  readonly device?: string | null;
  /** Hybrid logical clock text; present on what people do. Sorts as text. */
  readonly hlc?: string | null;
};

export type JournalEvent = Required<NewEvent> & {
  readonly seq: number;
  readonly recordedAt: Millis;
  /** SHA-256 over the event and the hash before it, hex. */
  readonly hash: string;
};
