import type { Millis } from '#shared/lib/time.ts';
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
  return putInPlace({ ...options, settle: (store) => settleBackup(store, options.log) });
}
