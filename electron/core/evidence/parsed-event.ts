import type { z } from 'zod';
import type { EventKind, JournalEvent } from '#shared/model/event/event.ts';
import { payloadSchemas } from '#shared/model/event/payloads.ts';

type Of<K extends EventKind> = Omit<JournalEvent, 'kind' | 'payload' | 'hash'> & {
  readonly kind: K;
  readonly payload: z.infer<(typeof payloadSchemas)[K]>;
};

/** A journal event whose payload is known by its kind. */
export type ParsedEvent = { readonly [K in EventKind]: Of<K> }[EventKind];
export type EventOf<K extends EventKind> = Extract<ParsedEvent, { kind: K }>;

/** What comes out of the journal. Throws where the payload is not what its kind says: the journal is damaged then. */
export function parseEvent(event: Omit<JournalEvent, 'hash'>): ParsedEvent {
  return { ...event, payload: payloadSchemas[event.kind].parse(event.payload) } as ParsedEvent;
}

/** For an event built a moment ago from typed values: it was checked where it came in. */
export function trustEvent(event: Omit<JournalEvent, 'hash'>): ParsedEvent {
  return event as ParsedEvent;
}
