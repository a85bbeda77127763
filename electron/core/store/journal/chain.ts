import { hash } from 'node:crypto';
import { z } from 'zod';
import type { Millis } from '#shared/lib/time.ts';
import { type EventKind, eventKindNames } from '#shared/model/event/kinds.ts';

/** The chain's beginning: what comes before the first event. */
export const origin: Uint8Array = new Uint8Array(32);

/** An event as it stands in the journal: texts about persons by their ids. */
export type ChainedEvent = {
  readonly source: string;
  readonly sourceId: string;
  readonly kind: EventKind;
  readonly occurredAt: Millis;
  readonly recordedAt: Millis;
  readonly actor: string | null;
  readonly proof: string | null;
  readonly device: string | null;
  readonly hlc: string | null;
  readonly payload: string;
  readonly personal: string | null;
};

export const saltBytes = 16;

/**
 * Salted hash over the stored texts: a JSON array on one line, then the payload. Nothing can move from one field to the
 * next unseen. Once salt and event are gone, it says nothing of them.
 */
export function digestOf(salt: Uint8Array, event: ChainedEvent): Buffer {
  const head = JSON.stringify([
    event.source,
    event.sourceId,
    event.kind,
    event.occurredAt,
    event.recordedAt,
    event.actor,
    event.proof,
    event.device,
    event.hlc,
    event.personal,
  ]);
  const text = `${head}\n${event.payload}`;
  const bytes = Buffer.allocUnsafe(saltBytes + Buffer.byteLength(text));
  bytes.set(salt, 0);
  bytes.write(text, saltBytes);
  return hash('sha256', bytes, 'buffer');
}

/** The hash of an event: over the hash before it and its own digest. */
export function linkOf(previous: Uint8Array, digest: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(64);
  bytes.set(previous, 0);
  bytes.set(digest, 32);
  return hash('sha256', bytes, 'buffer');
}

const bytes = z.instanceof(Uint8Array);

/** A row of the journal as it lies there, with all that the chain needs of it. */
export const chainRowSchema = z.object({
  seq: z.number().int(),
  source: z.string(),
  source_id: z.string(),
  kind: z.enum(eventKindNames),
  occurred_at: z.number().int(),
  recorded_at: z.number().int(),
  actor: z.string().nullable(),
  proof: z.string().nullable(),
  device: z.string().nullable(),
  hlc: z.string().nullable(),
  payload: z.string(),
  personal: z.string().nullable(),
  salt: bytes,
  hash: bytes,
});
export type ChainRow = z.infer<typeof chainRowSchema>;
export const chainRowColumns = Object.keys(chainRowSchema.shape).join(', ');

export function digestOfRow({ source_id, occurred_at, recorded_at, ...row }: ChainRow): Buffer {
  return digestOf(row.salt, { ...row, sourceId: source_id, occurredAt: occurred_at, recordedAt: recorded_at });
}
