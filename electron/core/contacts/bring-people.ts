import type { Millis } from '#shared/lib/time.ts';
import { type PersonChange, personChangeSchema } from '#shared/model/feed/reference.ts';
import type { WriteDb } from '../store/db.ts';
import { erasePersonRow, putPerson } from '../store/tables/people.ts';
import { usablePart } from './check-person.ts';

/**
 * Takes over what a connection says of people, in the order given; who is gone there is forgotten here, with the history. Gives how many parts (an address that is none, a role
 * that nobody knows) could not be used; without a name nobody is kept, and what is no person at all leaves who was known as it was.
 */
export function bringPeople(db: WriteDb, source: string, changes: readonly PersonChange[], at: Millis): number {
  let leftOut = 0;
  for (const change of changes) {
    const read = personChangeSchema.safeParse(change);
    // One entry that can't be read costs that entry, and not all that its system tells of.
    if (!read.success) leftOut += 1;
    if (!read.success) continue;
    const { key, value } = read.data;
    const id = { source, key };
    const brought = value === null ? { person: null, leftOut: 0 } : usablePart(value);
    leftOut += brought.leftOut;
    if (brought.person === null) erasePersonRow(db, id);
    else putPerson(db, id, brought.person, { by: null, at });
  }
  return leftOut;
}
