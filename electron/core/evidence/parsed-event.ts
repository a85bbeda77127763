import type { z } from 'zod';
import type { JournalEvent, NewEvent } from '#shared/model/event/event.ts';
import { complaintWords } from '#shared/lib/misfit.ts';
import { proofs } from '#shared/model/person/proof.ts';
import { BadEventError } from '../failure.ts';
import { type EventKind, eventKinds, type EvidenceKind } from '#shared/model/event/kinds.ts';

type Of<K extends EventKind> = Omit<JournalEvent, 'kind' | 'payload' | 'hash'> & {
  readonly kind: K;
  readonly payload: z.infer<(typeof eventKinds)[K]['payload']>;
};

/** A journal event whose payload is known by its kind. */
export type ParsedEvent = { readonly [K in EventKind]: Of<K> }[EventKind];
export type EventOf<K extends EventKind> = Extract<ParsedEvent, { kind: K }>;

/** An event of a kind that says something about an issue. */
export type EvidenceEvent = EventOf<EvidenceKind>;

/** What is done with an event of each of these kinds: where one is missing, it does not compile. */
export type PerKind<K extends EventKind, Rest extends readonly unknown[], Result> = {
  readonly [Each in K]: (event: Of<Each>, ...rest: Rest) => Result;
};

/** Does what the table says of the event's kind. */
export function byKind<K extends EventKind, Rest extends readonly unknown[], Result>(
  table: PerKind<K, Rest, Result>,
  event: Of<K>,
  ...rest: Rest
): Result {
  return table[event.kind](event, ...rest);
}

export function isEvidence(event: ParsedEvent): event is EvidenceEvent {
  return eventKinds[event.kind].rank !== null;
}

/** What comes out of the journal. Throws where the payload is not what its kind says: the journal is damaged then. */
export function parseEvent(event: Omit<JournalEvent, 'hash'>): ParsedEvent {
  return { ...event, payload: eventKinds[event.kind].payload.parse(event.payload) } as ParsedEvent;
}

/** An event before it gets into the journal. Throws `BadEventError` where its payload is not what its kind says. */
export function readEvent(event: Omit<JournalEvent, 'hash'>): ParsedEvent {
  const read = eventKinds[event.kind].payload.safeParse(event.payload);
  if (read.success) return { ...event, payload: read.data } as ParsedEvent;
  throw new BadEventError(event, complaintWords(read.error, event.payload, 1));
}

/** Throws `BadEventError` where an event can't get into the journal. Nothing is written. */
export function checkEvent(event: NewEvent): void {
  checkEnvelope(event);
  const { actor = null, email = null, proof = null, device = null, hlc = null } = event;
  readEvent({ ...event, actor, email, proof, device, hlc, seq: 0, recordedAt: 0 });
}

const texts = ['actor', 'email', 'device', 'hlc'] as const;

/** Throws `BadEventError` where what stands around the payload is not what the journal keeps: its hash would not fit what is read again. */
export function checkEnvelope(event: NewEvent): void {
  const fault = faultOf(event);
  if (fault !== null) throw new BadEventError(event, fault);
}

function faultOf(event: NewEvent): string | null {
  const { source, sourceId, kind, occurredAt, proof = null } = event;
  if (typeof source !== 'string' || source === '') return 'source: expected a text';
  if (typeof sourceId !== 'string' || sourceId === '') return 'sourceId: expected a text';
  if (!Object.hasOwn(eventKinds, kind)) return 'kind: expected one that is known';
  if (!Number.isSafeInteger(occurredAt)) return 'occurredAt: expected whole milliseconds';
  if (proof !== null && !proofs.includes(proof)) return 'proof: expected one that is known';
  const field = texts.find((each) => typeof (event[each] ?? '') !== 'string');
  return field === undefined ? null : `${field}: expected a text`;
}
