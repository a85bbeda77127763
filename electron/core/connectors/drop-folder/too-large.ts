import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Millis } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import type { FileUnreadable } from '#shared/model/event/kinds/file.ts';
import type { Seen } from './look.ts';

/** Bytes. Larger ones are not read. */
export const largestFile = 100 * 1024 * 1024;

export function tooLargeReason(size: number): string {
  return `The file has ${(size / 1024 / 1024).toFixed(1)} MB; files of up to 100 MB are read.`;
}

/** The event for a file that is too large to be read; its bytes are only counted and hashed, never held. */
export async function tooLargeEvent(file: Seen, now: Millis, signal: AbortSignal): Promise<NewEvent> {
  const digest = createHash('sha256');
  for await (const part of createReadStream(file.at, { signal })) digest.update(part as Buffer);
  const fileId = digest.digest('hex');
  const payload: FileUnreadable = {
    fileId,
    name: file.name,
    size: file.size,
    reason: tooLargeReason(file.size),
    findings: [],
  };
  return { source: 'file', sourceId: fileId, kind: 'file.unreadable', occurredAt: now, payload };
}
