import type { Millis } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import type { Ingested } from '../ingest.ts';
import type { WriteDb } from '../store/db.ts';
import { append } from '../store/journal/journal.ts';
import { foldEvents } from './fold.ts';
import { readEvent } from '../evidence/parsed-event.ts';

/**
 * The one way to write events: journal and every projection, in the caller's transaction. What is not what
 * `eventKinds` say never gets in: nothing could take it out again. Throws `BadEventError`.
 */
export function ingestEvents(db: WriteDb, events: readonly NewEvent[], recordedAt: Millis): Ingested {
  const { appended, duplicates } = append(db, events, recordedAt);
  return { appended, duplicates, issueIds: foldEvents(db, appended.map(readEvent)) };
}
