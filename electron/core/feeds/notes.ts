import { z } from 'zod';
import type { Millis } from '#shared/lib/time.ts';
import { cacheGet, cacheSet } from '../store/tables/cache.ts';
import type { ReadDb, WriteDb } from '../store/db.ts';

const notesSchema = z.array(z.string()).catch([]);
const key = (feed: string) => `feed-notes:${feed}`;

/** What the feed last said that people should know although it works. */
export function feedNotes(db: ReadDb, connection: string, feed: string): readonly string[] {
  return notesSchema.parse(cacheGet(db, connection, key(feed))?.value);
}

/** Puts these in the place of what it said before. */
export function putFeedNotes(
  db: WriteDb,
  feed: { readonly connection: string; readonly name: string },
  notes: readonly string[],
  now: Millis,
): void {
  const before = cacheGet(db, feed.connection, key(feed.name));
  if (JSON.stringify(before?.value ?? []) === JSON.stringify(notes)) return;
  cacheSet(db, feed.connection, key(feed.name), now, [...notes]);
}
