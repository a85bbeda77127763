import type { Person, PersonRow } from '#shared/model/person/person.ts';
import { writtenHere } from '#shared/model/person/source.ts';
import { type Fault, noting, refuse } from '../failure.ts';
import type { WriteDb } from '../store/db.ts';
import type { Said } from '../store/tables/records.ts';
import { allPeople, putPerson } from '../store/tables/people.ts';
import { addressOf } from './address.ts';
import { checkPerson } from './check-person.ts';

const nobodyYet: Person = {
  kind: 'colleague',
  name: '',
  email: null,
  mobile: null,
  roles: [],
  language: null,
  zone: null,
  partners: [],
};

/** Name and address as they can stand beside what is done here. Throws `BadInputError`. */
export function checkMe(said: { readonly name: string; readonly email: string }) {
  const faults: Fault[] = [];
  // Both stand in one line: `Kim Berg <kim@acme.example>`.
  if (/[<>]/.test(said.name)) faults.push({ field: 'name', expected: 'a name without < and >', got: said.name });
  const { name, email } = noting(faults, () => checkPerson({ ...nobodyYet, ...said })) ?? said;
  if (email === null || email.trim() === '') {
    faults.push({ field: 'email', expected: 'your address, such as kim@acme.example', got: 'nothing' });
  }
  refuse(faults);
  return { name, email: email ?? '' };
}

/** Puts whoever works here among the colleagues: in the place of the one with this key or address, else as a new one. */
export function keepMe(
  db: WriteDb,
  { key, name, email }: { readonly key: string; readonly name: string; readonly email: string },
  said: Said,
): void {
  const colleagues = allPeople(db).filter(({ source, kind }) => source === writtenHere && kind === 'colleague');
  const known =
    colleagues.find((one) => one.key === key) ??
    colleagues.find((one) => one.email !== null && addressOf(one.email) === addressOf(email));
  putPerson(db, { source: writtenHere, key: known?.key ?? key }, { ...restOf(known), name, email }, said);
}

/** What else is known of somebody. */
function restOf(known: PersonRow | undefined): Person {
  if (known === undefined) return nobodyYet;
  const { source: _source, key: _key, version: _version, ...person } = known;
  return person;
}
