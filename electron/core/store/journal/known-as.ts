import { z } from 'zod';
import { plainName, readMailbox } from '#shared/model/event/personal.ts';
import { everSaidOfPeople } from '../tables/people.ts';
import { prepare, type ReadDb } from '../db.ts';
import { personKey } from './personal.ts';

const sentSchema = z.object({ to_name: z.string(), to_address: z.string() });
const textSchema = z.object({ person: z.string(), text: z.string() });

/**
 * What a person goes by, the given name or address first: with an address, the names that stand beside it; with a name,
 * the addresses that do. One step only, so that a namesake's other names are not theirs.
 */
export function knownAs(db: ReadDb, given: string): readonly string[] {
  const wanted = plainName(given);
  const found = new Map([[wanted, given.trim()]]);
  const together = (...names: readonly (string | null)[]): void => {
    const known = names.filter((name) => name !== null);
    if (!known.some((name) => plainName(name) === wanted)) return;
    for (const name of known) if (!found.has(plainName(name))) found.set(plainName(name), name);
  };
  for (const row of prepare(db, "SELECT person, text FROM personal WHERE text LIKE '% <%>'").all()) {
    const { person, text } = textSchema.parse(row);
    const { name, email } = readMailbox(text);
    // Whoever does something is kept under their address; what others wrote may look the same, and says nothing of anybody.
    if (email !== null && personKey(db, email) === person) together(name, email);
  }
  const sent = prepare(
    db,
    `SELECT to_name, to_address FROM actions WHERE to_address IS NOT NULL
     UNION SELECT requested_by, requested_email FROM actions WHERE requested_email IS NOT NULL`,
  ).all();
  for (const row of sent) {
    const { to_name: name, to_address: address } = sentSchema.parse(row);
    together(name, address);
  }
  for (const { person } of everSaidOfPeople(db)) together(person.name, person.email, person.mobile);
  return [...found.values()];
}
