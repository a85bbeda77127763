import { hour, type Millis } from '#shared/lib/time.ts';
import type { Acknowledgement } from '#shared/model/edi/edi.ts';
import type { Copy } from './evidence.ts';
import type { EventOf } from './parsed-event.ts';

/**
 * EDI writes local times without a zone, each side its own. Read as UTC they can be compared with each other to within the
 * difference of two zones, and no better.
 */
export const zones = 14 * hour;

/** `YYYY-MM-DDTHH:MM`, read as if it were UTC; null for anything else. */
export function writtenTime(text: string | null): Millis | null {
  if (text === null || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return null;
  const at = Date.parse(`${text}Z`);
  return Number.isNaN(at) ? null : at;
}

/** When its sender wrote the document, by its envelope; where that does not say, when it was read here. */
export function sentAt({ payload, occurredAt }: EventOf<'document.received'>): Millis {
  return writtenTime(payload.document.preparedAt) ?? occurredAt;
}

/** What tells this copy from others. */
export function copyOf(event: EventOf<'document.received'>): Copy {
  const { test, edition, cancels } = event.payload.document;
  return { at: sentAt(event), clock: 'envelope', test, edition, cancels };
}

/** What a network reports of stands for the copy that went through it; of what was in it networks tell little. */
export function copyOfExchange({ payload, occurredAt }: EventOf<'exchange.reported'>): Copy {
  const { arrivedAt, reports } = payload;
  const at = arrivedAt > 0 ? arrivedAt : (reports.delivery.at ?? occurredAt);
  return { at, clock: 'network', test: false, edition: undefined, cancels: false };
}

/** When the partner wrote the acknowledgement. */
export function answeredAt({ payload, occurredAt }: EventOf<'acknowledgement.received'>): Millis {
  return writtenTime(payload.acknowledgement.preparedAt) ?? occurredAt;
}

/** Of two acknowledgements about one thing, which was written later: > 0 the first, 0 one moment, null unknown. */
export function laterBy(a: Acknowledgement, b: Acknowledgement): number | null {
  const [first, second] = [writtenTime(a.preparedAt), writtenTime(b.preparedAt)];
  return first === null || second === null ? null : first - second;
}
