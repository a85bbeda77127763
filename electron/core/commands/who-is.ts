import type { CommandReceived } from '#shared/model/event/kinds/command.ts';
import { writtenHere } from '#shared/model/person/source.ts';
import type { Acting } from '../ingest.ts';
import { addressOf } from '../contacts/address.ts';
import { standing } from '../contacts/find-people.ts';
import type { ReadDb } from '../store/db.ts';
import { peopleAt } from '../store/tables/people.ts';

/** Who gives a command, and how that was proven. */
export type Caller = Omit<Acting, 'device'>;

/**
 * The colleague that a command is from, by the address that the far side proved; null for everybody else. What was
 * written here of an address goes before what connections brought of it.
 */
export function whoIs(db: ReadDb, { email, proof }: Pick<CommandReceived, 'email' | 'proof'>): Caller | null {
  // Who uses this machine proves nothing of who presses a button elsewhere.
  if (email === null || proof === 'this machine’s user') return null;
  const address = addressOf(email);
  const known = standing(db, peopleAt(db, address)).filter(
    (one) => one.email !== null && addressOf(one.email) === address,
  );
  const person = known.find(({ source }) => source === writtenHere) ?? known[0];
  return person?.kind === 'colleague' ? { actor: person.name, email, proof } : null;
}
