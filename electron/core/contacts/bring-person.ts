import type { Millis } from '#shared/lib/time.ts';
import type { Misfit } from '#shared/lib/misfit.ts';
import type { PersonChange } from '#shared/model/feed/reference.ts';
import type { WriteDb } from '../store/db.ts';
import { erasePersonRow, putPerson } from '../store/tables/people.ts';
import { readBrought } from './read-brought.ts';

/** What became of one person that was brought: what could not be used, and whether the rest was kept. */
type BroughtPerson = { readonly kept: boolean; readonly faults: readonly Misfit[] };

/**
 * Takes over what a connection says of a person; who is gone there is forgotten here, with the history. What can't be
 * used is left out and told. Whose name was emptied there is gone, and what is no person at all leaves who was known as it was.
 */
export function bringPerson(
  db: WriteDb,
  source: string,
  { key, value }: Pick<PersonChange, 'key' | 'value'>,
  at: Millis,
): BroughtPerson {
  const id = { source, key };
  const { person, faults } = value === null ? { person: null, faults: [] } : readBrought(value);
  const hasNoName = typeof value?.name === 'string' && faults.some(({ field }) => field === 'name');
  if (person !== null) putPerson(db, id, person, { by: null, at });
  else if (value === null || hasNoName) erasePersonRow(db, id);
  return { kept: person !== null, faults };
}
