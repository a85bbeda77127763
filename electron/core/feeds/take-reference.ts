import type { ReferenceChange } from '#shared/model/feed/reference.ts';
import { bringPeople } from '../contacts/bring-people.ts';
import type { Clock, Log } from '../ports.ts';
import type { WriteDb } from '../store/db.ts';
import { applyReference } from '../store/tables/reference.ts';

/** What a feed brought for looking things up in: people go into their table, the rest is the connection's. */
export function takeReference(
  db: WriteDb,
  connection: string,
  changes: readonly ReferenceChange[],
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): void {
  const people = changes.filter((change) => change.kind === 'person');
  const leftOut = bringPeople(db, connection, people, clock.now());
  if (leftOut > 0) log('warn', 'Parts of what was brought of people could not be used', { connection, parts: leftOut });
  applyReference(
    db,
    connection,
    changes.filter((change) => change.kind !== 'person'),
    clock.now(),
  );
}
