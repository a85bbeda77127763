import { randomBytes } from 'node:crypto';
import type { Person, PersonChange, PersonRow } from '#shared/model/person/person.ts';
import { writtenHere } from '#shared/model/person/source.ts';
import { NotFoundError } from '../failure.ts';
import type { WriteDb } from '../store/db.ts';
import { putPerson, readPerson, removePerson } from '../store/tables/people.ts';
import type { Said } from '../store/tables/records.ts';
import { checkChange, checkPerson } from './check-person.ts';

/** The person is no longer what its author had read. */
export class PersonConflict extends Error {
  override readonly name = 'PersonConflict';
  readonly now: PersonRow | null;

  constructor(now: PersonRow | null) {
    super('Somebody else has changed this person meanwhile');
    this.now = now;
  }
}

/** Which person, and the version that its author has read; null = there was nobody. */
export type Read = { readonly key: string; readonly version: number | null };

/** Writes a person down, under a key of its own where `read` is null. Throws `BadInputError`, `PersonConflict`. */
export function savePerson(db: WriteDb, read: Read | null, said: Person, by: Said): PersonRow {
  const person = checkPerson(said);
  // Keys may stand where names may not.
  const id = { source: writtenHere, key: read?.key ?? randomBytes(5).toString('hex') };
  holdVersion(readPerson(db, id), read?.version ?? null);
  putPerson(db, id, person, by);
  return found(readPerson(db, id), id.key);
}

/** Changes some of what was written here; the rest stays. Throws `BadInputError`, `NotFoundError`, `PersonConflict`. */
export function changePerson(db: WriteDb, { key, version }: Read, change: PersonChange, by: Said): PersonRow {
  const id = { source: writtenHere, key };
  const now = found(readPerson(db, id), key);
  holdVersion(now, version);
  const { source: _source, key: _key, version: _version, ...person } = now;
  putPerson(db, id, checkChange(person, change), by);
  return found(readPerson(db, id), key);
}

/** Takes away who was written here. Throws `NotFoundError`, `PersonConflict`. */
export function forgetPerson(db: WriteDb, { key, version }: Read, by: Said): PersonRow {
  const id = { source: writtenHere, key };
  const now = found(readPerson(db, id), key);
  holdVersion(now, version);
  removePerson(db, id, by);
  return now;
}

function holdVersion(now: PersonRow | null, read: number | null): void {
  if ((now?.version ?? null) !== read) throw new PersonConflict(now);
}

function found(row: PersonRow | null, key: string): PersonRow {
  if (row === null) throw new NotFoundError('person', key);
  return row;
}
