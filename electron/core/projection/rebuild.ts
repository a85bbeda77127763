import { prepare, type ReadDb, type WriteDb } from '../store/db.ts';
import { readJournal } from '../store/journal/journal.ts';
import { foldEvents } from './fold.ts';
import { parseEvent } from '../evidence/parsed-event.ts';

const pageSize = 1_000;

export const projections = [
  'evidence',
  'document_links',
  'issue_sets',
  'issues',
  'incidents',
  'counters',
  'due_counters',
  'partner_counters',
  'partners',
  'files',
  'documents',
  'acknowledgements',
] as const;

/** Throws every projection away and makes it again from the journal. `onProgress` gets the number of events read. */
export function rebuildProjections(db: WriteDb, onProgress?: (events: number) => void): void {
  prepare(db, "INSERT INTO issues_text (issues_text) VALUES ('delete-all')").run();
  for (const table of projections) prepare(db, `DELETE FROM ${table}`).run();
  foldJournal(db, db, onProgress);
}

/**
 * Folds what `from` has in its journal into the projections of `into`, page by page; `originals` holds the bytes of files.
 * Returns how many events.
 */
export function foldJournal(
  from: ReadDb,
  into: WriteDb,
  onProgress?: (events: number) => void,
  originals: ReadDb = from,
): number {
  let last = 0;
  let count = 0;
  for (;;) {
    const events = readJournal(from, last, pageSize);
    if (events.length === 0) return count;
    foldEvents(into, events.map(parseEvent), originals);
    last = events.at(-1)?.seq ?? last;
    count += events.length;
    onProgress?.(count);
  }
}
