import type { Millis } from '#shared/lib/time.ts';
import type { Ingest } from './ingest.ts';
import { doubtUnsent } from './outbox/sending/doubt-unsent.ts';
import { ingestEvents } from './projection/fold.ts';
import { settleBackup } from './projection/settle-backup.ts';
import type { Log } from './ports.ts';
import { putInPlace, type Restored } from './store/backup/restore.ts';

/** Puts a backup in the place of the database at `path`, which nobody may have open. Throws `StoreError`; nothing was changed then. */
export function restoreBackup(options: {
  readonly path: string;
  readonly backup: string;
  readonly now: Millis;
  readonly log: Log;
}): Restored {
  const { now, log } = options;
  return putInPlace({
    ...options,
    settle(store) {
      const settled = settleBackup(store, log);
      if (!('fault' in settled)) {
        const ingest: Ingest = (db, events) => ingestEvents(db, events, now);
        store.write((db) => doubtUnsent(db, ingest, { now, random: Math.random }));
      }
      return settled;
    },
  });
}
