import type { Millis } from '#shared/lib/time.ts';
import { textKey } from '#shared/lib/words.ts';
import type { PersonRow } from '#shared/model/person/person.ts';
import type { PersonKind } from '#shared/model/person/role.ts';
import { addressKey } from '../evidence/fingerprint.ts';
import type { ReadDb } from '../store/db.ts';
import { allPeople, peopleAsOf } from '../store/tables/people.ts';

export type Listed = {
  readonly kind: PersonKind | null;
  readonly role: string | null;
  readonly partner: string | null;
  /** As it stood then; null = now. */
  readonly at: Millis | null;
};

/** Everybody that fits, by name, with everybody that a person written here covers. */
export function listPeople(db: ReadDb, { kind, role, partner, at }: Listed): readonly PersonRow[] {
  const wanted = partner === null ? null : new Set([textKey(partner), textKey(addressKey(partner))]);
  return (at === null ? allPeople(db) : peopleAsOf(db, at))
    .filter(
      (person) =>
        (kind === null || person.kind === kind) &&
        (role === null || person.roles.includes(role)) &&
        (wanted === null ||
          person.partners.some((name) => wanted.has(textKey(name)) || wanted.has(textKey(addressKey(name))))),
    )
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en') || (a.key < b.key ? -1 : 1));
}
