import { nearest } from '#shared/lib/nearest.ts';
import { seenKey, showUnseen, textKey, visible } from '#shared/lib/words.ts';
import type { Person, PersonChange } from '#shared/model/person/person.ts';
import { givenRoles, isGivenRole, type PersonKind, type Role, roles } from '#shared/model/person/role.ts';
import { isZone } from '../deadlines/zone.ts';
import { type Fault, refuse } from '../failure.ts';
import { asEmail, asMobile } from './address.ts';

/** A part of a person that can't be used. */
type WrongPart = Fault & { readonly field: keyof Person };

/** A person as it can be kept. Throws `BadInputError` for every part that can't be used. */
export function checkPerson(said: Person): Person {
  const { person, faults } = usable(said);
  refuse(faults);
  return person;
}

/**
 * A person as they can be kept after a change. Throws `BadInputError` for every part that was changed and can't be used: what was
 * right when it was written stays, though the rules may be others now.
 */
export function checkChange(now: Person, change: PersonChange): Person {
  const { person, faults } = usable({ ...now, ...change });
  // What somebody may be asked for, and whether they need a partner, depends on their kind.
  const changed = (field: keyof Person) => change[field] !== undefined || change.kind !== undefined;
  refuse(faults.filter(({ field }) => changed(field)));
  const stays = Object.entries(now).filter(([field]) => !changed(field as keyof Person));
  return { ...person, ...Object.fromEntries(stays) };
}

/** The same of what a connection brings: a part that can't be used is left out, for its sender is not here to put it right. */
export function usablePart(said: Person): { readonly person: Person | null; readonly faults: readonly WrongPart[] } {
  const { person, faults } = usable(said);
  const unknown = faults.some(({ field }) => field === 'name');
  return { person: unknown ? null : person, faults };
}

function usable(said: Person): { readonly person: Person; readonly faults: readonly WrongPart[] } {
  const faults: WrongPart[] = [];
  const part = (field: keyof Person, expected: string, read: (text: string) => string | null): string | null => {
    const text = said[field];
    if (typeof text !== 'string' || text.trim() === '') return null;
    const value = read(text.trim());
    if (value === null) faults.push({ field, expected, got: showUnseen(text) });
    return value;
  };
  const name = visible(said.name);
  if (seenKey(name) === '') faults.push({ field: 'name', expected: 'a name', got: 'nothing' });
  const person: Person = {
    kind: said.kind,
    name,
    email: part('email', 'an address such as kim@acme.example', asEmail),
    mobile: part('mobile', 'a number with its country, such as +49 151 12345678', asMobile),
    roles: inOrder(said.roles).filter((role) => {
      if (isGivenRole(said.kind, role)) return true;
      faults.push({ field: 'roles', expected: expectedRole(said.kind, role, givenRoles(said.kind)), got: role });
      return false;
    }),
    language: part('language', 'a language such as en or pt-BR', asLanguage),
    zone: part('zone', 'a time zone such as Europe/Berlin', (text) => (isZone(text) ? text : null)),
    partners: inOrder(said.partners),
  };
  if (person.kind === 'partner contact' && person.partners.length === 0) {
    faults.push({ field: 'partners', expected: 'at least one partner, by name or EDI address', got: 'nothing' });
  }
  return { person, faults };
}

/** In words, with the one that was probably meant. */
export function expectedRole(kind: PersonKind, role: string, known: readonly Role[] = roles[kind]): string {
  const meant = nearest(role, known);
  return `a role of a ${kind} (${known.join(', ')})${meant === null ? '' : `, perhaps ${meant}`}`;
}

function asLanguage(text: string): string | null {
  try {
    return Intl.getCanonicalLocales(text)[0] ?? null;
  } catch {
    return null;
  }
}

/** Without repetition, as they were first written. */
function inOrder(texts: readonly string[]): readonly string[] {
  const known = new Map<string, string>();
  for (const text of texts.map((one) => one.trim()))
    if (text !== '' && !known.has(textKey(text))) known.set(textKey(text), text);
  return [...known.values()];
}
