import type { Json } from '#shared/lib/json.ts';
import type { Millis } from '#shared/lib/time.ts';

/** Everything that happens, in the journal's words. */
export const eventKinds = [
  'exchange.reported',
  'partner.seen',
  'file.received',
  'document.received',
  'acknowledgement.received',
  'file.unreadable',
  'acknowledgement.overdue',
  'issue.marked',
  'issue.commented',
  'subject.pinned',
  'action.requested',
  'action.approved',
  'action.cancelled',
  'action.settled',
  'receipt.received',
  'business.event',
  'command.received',
  'person.erased',
  'journal.trimmed',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** A thing that happened, before the journal gives it a place in the chain. `(source, sourceId)` is unique. */
export type NewEvent = {
  /** A connection's id, `file`, `clock`, `person`, `outbox`. */
  readonly source: string;
  readonly sourceId: string;
  readonly kind: EventKind;
  readonly occurredAt: Millis;
  readonly payload: Json;
  /** Who did it, for things people do; null otherwise. */
  readonly actor?: string | null;
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
