import type { Manifest } from '../connectors/manifest.ts';
import type { WriteDb } from '../store/db.ts';
import { feedRow, feedTable } from '../store/tables/feeds.ts';

/** A connection's feeds are due at once and without the errors of other settings; what was read stays read. */
export function feedsAnew(db: WriteDb, connection: string, { feeds }: Manifest): void {
  for (const feed of feeds) {
    const row = feedRow(db, `${connection}.${feed.id}`);
    feedTable.replace(db, { ...row, nextAttemptAt: 0, error: null, failures: 0 });
  }
}

/** Those that failed last are due at once; their error stays until they have been read. */
export function failedFeedsAnew(db: WriteDb, connection: string, { feeds }: Manifest): void {
  for (const feed of feeds) {
    const row = feedRow(db, `${connection}.${feed.id}`);
    if (row.error !== null) feedTable.replace(db, { ...row, nextAttemptAt: 0 });
  }
}
