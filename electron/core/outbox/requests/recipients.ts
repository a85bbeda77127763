import type { AskedRecipient } from '#shared/contract/actions.ts';
import type { LeftOut } from '#shared/model/action/action.ts';
import { reasonsNotSent } from '#shared/model/action/reasons.ts';
import type { PersonRow } from '#shared/model/person/person.ts';
import { writtenHere } from '#shared/model/person/source.ts';
import { isRoleOf, type PersonKind, type Role } from '#shared/model/person/role.ts';
import type { Recipient } from '../../connectors/action.ts';
import type { RecipientNeed } from '#shared/model/action/recipient-need.ts';
import { checkPerson, expectedRole } from '../../contacts/check-person.ts';
import { addressOf } from '../../contacts/address.ts';
import { findOwners } from '../../contacts/find-owners.ts';
import { findPeople, isOf, standing } from '../../contacts/find-people.ts';
import { BadInputError, NotFoundError } from '../../failure.ts';
import type { ReadDb } from '../../store/db.ts';
import { allPeople, peopleAt, readPerson } from '../../store/tables/people.ts';

/** Somebody an effect goes to. `person` = the key in the table of people; null for an address that was typed. */
export type Addressee = { readonly recipient: Recipient; readonly person: string | null };

/** Whom and what an effect is about. */
type Concerned = {
  /** What the partner goes by; empty where the issue has none. */
  readonly partner: readonly string[];
  /** Who owns the issues, as they say it; null = nobody. */
  readonly owners: readonly (string | null)[];
};

type Missing = Pick<LeftOut, 'to' | 'reason' | 'words'>;
type Found = { readonly found: readonly Addressee[]; readonly missing: readonly Missing[] };

/**
 * Whom an effect about a partner goes to, each once, and who is left out. Without anybody named, those that the action
 * needs. Nobody who works at another partner is ever among them. Throws `BadInputError` and `NotFoundError` for what can't be asked for.
 */
export function recipientsFor(
  db: ReadDb,
  about: Concerned,
  asked: readonly AskedRecipient[],
  need: RecipientNeed,
): Found {
  const all = (asked.length === 0 ? need.to : asked).map((one) => recipients(db, about, one, need));
  const found = new Map(all.flatMap((one) => one.found).map((one) => [addressOf(one.recipient.address), one]));
  return { found: [...found.values()], missing: all.flatMap(({ missing }) => missing) };
}

function recipients(db: ReadDb, about: Concerned, asked: AskedRecipient, need: RecipientNeed): Found {
  const { partner } = about;
  const kinds = [...new Set(need.to.map(({ kind }) => kind))];
  if ('role' in asked) {
    const wanted = rolesMeant(asked, kinds);
    const owning = wanted.filter(({ role }) => role === 'owner');
    const others = wanted.filter(({ role }) => role !== 'owner');
    return together([
      ...owning.map(() => ownersOf(db, about, need)),
      ...others
        .map((one) => ({ ...one, people: inRole(db, partner, one) }))
        .map(({ people, kind, role }) =>
          people.length > 0
            ? together(people.map((person) => addressed(person, need)))
            : none(`${kind} (${role})`, 'no recipient', `No ${kind} with the role “${role}” is on file.`),
        ),
    ]);
  }
  const person = 'person' in asked ? personOf(db, asked.person) : knownBy(db, asked.address, kinds, partner);
  if (person === null && 'address' in asked) return typed(asked, kinds, need);
  if (person === null) return none('', 'no recipient');
  if (!kinds.includes(person.kind)) {
    throw new BadInputError('to', `a ${kinds.join(' or a ')}`, `${person.name}, who is a ${person.kind}`);
  }
  if (person.kind === 'partner contact' && !isOf(person, partner)) return none(person.name, 'other partner');
  return addressed(person, need);
}

/** Who owns an issue says that issue, whatever roles are written with people. */
function ownersOf(db: ReadDb, { owners }: Concerned, need: RecipientNeed): Found {
  const { found, missing } = findOwners(db, owners);
  return together([
    ...found.map((person) => addressed(person, need)),
    ...missing.map((words) => none('colleague (owner)', 'no recipient', words)),
  ]);
}

function together(all: readonly Found[]): Found {
  return { found: all.flatMap(({ found }) => found), missing: all.flatMap(({ missing }) => missing) };
}

function none(to: string, reason: LeftOut['reason'], words: string = reasonsNotSent[reason]): Found {
  return { found: [], missing: [{ to, reason, words }] };
}

type RoleMeant = { readonly kind: PersonKind; readonly role: Role };

function rolesMeant(
  { role, kind }: { readonly role: string; readonly kind?: PersonKind | undefined },
  kinds: readonly PersonKind[],
): readonly RoleMeant[] {
  const meant = kinds.filter((one) => kind === undefined || one === kind);
  const [first] = meant;
  if (first === undefined) throw new BadInputError('to', `a ${kinds.join(' or a ')}`, `a ${kind ?? 'person'}`);
  const found = meant.flatMap((one) => (isRoleOf(one, role) ? [{ kind: one, role }] : []));
  if (found.length === 0) throw new BadInputError('to', expectedRole(first, role), role);
  return found;
}

/** An issue without a partner has no contact there: not everybody's. */
function inRole(db: ReadDb, partner: readonly string[], { kind, role }: RoleMeant): readonly PersonRow[] {
  return kind === 'partner contact' && partner.length === 0 ? [] : findPeople(db, { kind, role, partner });
}

/** What somebody goes by in keys, whichever way they are written to. Throws `NotFoundError` for a key that nobody has. */
export function addressesOf(db: ReadDb, who: string): { readonly name: string; readonly addresses: readonly string[] } {
  if (who.includes('@') || /^\+\d/.test(who)) return { name: who, addresses: [who] };
  const { source, key, name, email, mobile } = personOf(db, who);
  return { name, addresses: [email, mobile, `${source}:${key}`].flatMap((one) => one ?? []) };
}

/** `settings:ab12`, or a key alone: who was written here goes before who was brought. Throws `NotFoundError`. */
function personOf(db: ReadDb, text: string): PersonRow {
  const colon = text.indexOf(':');
  const exact = colon < 0 ? null : readPerson(db, { source: text.slice(0, colon), key: text.slice(colon + 1) });
  const named =
    exact ?? readPerson(db, { source: writtenHere, key: text }) ?? allPeople(db).find(({ key }) => key === text);
  const [person] = named === undefined ? [] : standing(db, [named]);
  if (person === undefined) throw new NotFoundError('person', text);
  return person;
}

/** Who has an address, of those whom it may go to; where several have it, one of this partner. */
function knownBy(
  db: ReadDb,
  address: string,
  kinds: readonly PersonKind[],
  partner: readonly string[],
): PersonRow | null {
  const has = standing(db, peopleAt(db, addressOf(address))).filter(({ kind }) => kinds.includes(kind));
  return has.find((person) => isOf(person, partner)) ?? has[0] ?? null;
}

function typed(
  { address, name }: { readonly address: string; readonly name?: string | undefined },
  kinds: readonly PersonKind[],
  { by }: RecipientNeed,
): Found {
  const [kind = 'colleague'] = kinds;
  if (by === 'person') throw new BadInputError('to', 'somebody in the table of people', address);
  const partners = kind === 'partner contact' ? ['?'] : [];
  const said = {
    kind,
    name: name ?? address,
    email: null,
    mobile: null,
    roles: [],
    language: null,
    zone: null,
    partners,
  };
  const person = checkPerson({ ...said, [by]: address });
  const checked = person[by] ?? address;
  return {
    found: [
      {
        recipient: {
          kind,
          name: name === undefined ? checked : person.name,
          address: checked,
          language: null,
          zone: null,
        },
        person: null,
      },
    ],
    missing: [],
  };
}

function addressed(
  { source, key, kind, name, email, mobile, language, zone }: PersonRow,
  { by }: RecipientNeed,
): Found {
  const person = `${source}:${key}`;
  const address = by === 'person' ? person : by === 'email' ? email : mobile;
  if (address === null)
    return none(name, 'no address', `${name} has no ${by === 'email' ? 'email address' : 'mobile number'}.`);
  return { found: [{ recipient: { kind, name, address, language, zone }, person }], missing: [] };
}
