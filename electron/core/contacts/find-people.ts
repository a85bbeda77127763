import { textKey } from '#shared/lib/words.ts';
import type { PersonRow } from '#shared/model/person/person.ts';
import { writtenHere } from '#shared/model/person/source.ts';
import type { PersonKind, Role } from '#shared/model/person/role.ts';
import { addressKey } from '../evidence/fingerprint.ts';
import type { ReadDb } from '../store/db.ts';
import { peopleAt, peopleWith, readPerson } from '../store/tables/people.ts';
import { addressOf } from './address.ts';

/** Who is looked for. */
export type Wanted<K extends PersonKind = PersonKind> = {
  readonly kind: K;
  readonly role: Role<K>;
  /** What the partner goes by, its name and its EDI addresses; none = whoever it is. */
  readonly partner: readonly string[];
};

/** Everybody who has a role for a partner, by name. Nobody has to be there, and there may be several. */
export function findPeople(db: ReadDb, wanted: Wanted): readonly PersonRow[] {
  return whoHas(standing(db, peopleWith(db, wanted.kind, wanted.role)), wanted);
}

/**
 * Without those whose place is taken: what was written here of a key, an address or a number covers what connections brought of it,
 * whatever was written. Whoever looks for people, by role, key or address, looks among these.
 */
export function standing(db: ReadDb, people: readonly PersonRow[]): readonly PersonRow[] {
  return people.filter((person) => person.source === writtenHere || !isCovered(db, person));
}

function isCovered(db: ReadDb, { key, email, mobile }: PersonRow): boolean {
  if (readPerson(db, { source: writtenHere, key }) !== null) return true;
  const writtenAt = (address: string | null) =>
    address === null ? [] : peopleAt(db, addressOf(address)).filter(({ source }) => source === writtenHere);
  if (writtenAt(email).length > 0) return true;
  // A number alone says who somebody is; where both have addresses of their own, two people share a telephone.
  return writtenAt(mobile).some((one) => one.email === null || email === null);
}

/**
 * Of these people, those who have a role for a partner. Where what was written here names somebody, nobody brought is asked.
 * Who looks after this partner goes before who looks after all.
 */
function whoHas(people: readonly PersonRow[], { kind, role, partner }: Wanted): readonly PersonRow[] {
  const written = people.filter(({ source }) => source === writtenHere);
  const brought = people.filter(({ source }) => source !== writtenHere);
  const names = new Set(partner.flatMap((name) => [textKey(name), textKey(addressKey(name))]));
  for (const group of [written, brought]) {
    const able = group.filter((person) => person.kind === kind && person.roles.some((one) => one === role));
    const theirs = able.filter(({ partners }) => partners.some((name) => sameAs(names, name)));
    const others = kind === 'partner contact' && names.size > 0 ? [] : able.filter((person) => forAll(person, names));
    const found = theirs.length > 0 ? theirs : others;
    if (found.length > 0) return found.toSorted((a, b) => compare(a.name, b.name) || compare(a.key, b.key));
  }
  return [];
}

/** Whether a person stands with a partner that goes by these names and addresses. */
export function isOf({ partners }: Pick<PersonRow, 'partners'>, partner: readonly string[]): boolean {
  const names = new Set(partner.flatMap((name) => [textKey(name), textKey(addressKey(name))]));
  return partners.some((name) => sameAs(names, name));
}

/** Where no partner is named, everybody will do. */
function forAll({ partners }: PersonRow, names: ReadonlySet<string>): boolean {
  return partners.length === 0 || names.size === 0;
}

function sameAs(names: ReadonlySet<string>, name: string): boolean {
  return names.has(textKey(name)) || names.has(textKey(addressKey(name)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
