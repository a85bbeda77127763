import { textKey } from '#shared/lib/words.ts';
import type { PersonRow } from '#shared/model/person/person.ts';
import { writtenHere } from '#shared/model/person/source.ts';
import type { ReadDb } from '../store/db.ts';
import { allPeople } from '../store/tables/people.ts';
import { addressOf } from './address.ts';
import { standing } from './find-people.ts';

/** The colleagues who own issues, each once; and a sentence for each owner who is not to be found. `owners` = as the issues say it. */
export function findOwners(
  db: ReadDb,
  owners: readonly (string | null)[],
): { readonly found: readonly PersonRow[]; readonly missing: readonly string[] } {
  const colleagues = allPeople(db).filter(({ kind }) => kind === 'colleague');
  const found = new Map<string, PersonRow>();
  const missing: string[] = [];
  for (const owner of new Set(owners)) {
    const matching = owner === null ? [] : matchingOf(db, colleagues, owner);
    const [person] = matching;
    if (person !== undefined && matching.length === 1) found.set(`${person.source}:${person.key}`, person);
    else missing.push(whyMissing(owner, matching.length));
  }
  return { found: [...found.values()], missing };
}

/**
 * An address is somebody's alone. Of a name, who was written here goes before who was brought. Who stands is asked of those who
 * match alone: of everybody it would be asked once for each issue.
 */
function matchingOf(db: ReadDb, people: readonly PersonRow[], owner: string): readonly PersonRow[] {
  const address = addressOf(owner);
  const byAddress = standing(
    db,
    people.filter(({ email }) => email !== null && addressOf(email) === address),
  );
  if (byAddress.length > 0) return byAddress.slice(0, 1);
  const called = textKey(owner);
  const byName = standing(
    db,
    people.filter(({ name }) => textKey(name) === called),
  );
  const written = byName.filter(({ source }) => source === writtenHere);
  return written.length > 0 ? written : byName;
}

function whyMissing(owner: string | null, count: number): string {
  if (owner === null) return 'Nobody owns the issue. Assign it first.';
  return count === 0
    ? `${owner} owns the issue but is not in the list of people. Add them with that name or address.`
    : `${count} people are called ${owner}. Assign the issue by address.`;
}
