import type { WriteDb } from './db.ts';

/** What a change would come to: all of it is done, and taken back before the transaction goes on. */
export function rehearse<T>(db: WriteDb, change: () => T): T {
  db.raw.exec('SAVEPOINT rehearsal');
  try {
    return change();
  } finally {
    db.raw.exec('ROLLBACK TO rehearsal; RELEASE rehearsal');
    // What is remembered of rows is void.
    db.life.rollbacks++;
  }
}
