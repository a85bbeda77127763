import type { Millis } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import type { Ingested } from '../ingest.ts';
import type { WriteDb } from '../store/db.ts';
import { append } from '../store/journal/journal.ts';
import { foldEvents } from './fold.ts';
import { trustEvent } from '../evidence/parsed-event.ts';

/**
 * The one way to write events: journal and every projection, in the caller's transaction. Payloads must be what
 * `eventKinds` say; feeds check them where they come in.
 */
export function ingestEvents(db: WriteDb, events: readonly NewEvent[], recordedAt: Millis): Ingested {
  const { appended, duplicates } = append(db, events, recordedAt);
  return { appended: appended.length, duplicates, issueIds: foldEvents(db, appended.map(trustEvent)) };
}
