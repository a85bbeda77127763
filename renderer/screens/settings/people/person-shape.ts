import { conflictOf } from '#renderer/data/failure.ts';
import { changedTexts, type Texts, textShape } from '#renderer/kit/form/texts.ts';
import { isGivenRole } from '#shared/model/person/role.ts';
import type { PersonChange, PersonRow, SaidOfPerson } from '#shared/model/person/person.ts';

/** Somebody who is being edited, or is not there yet: then key and version are null. */
export type Edited = Omit<PersonRow, 'key' | 'version'> & {
  readonly key: string | null;
  readonly version: number | null;
};

export const fieldNames: Readonly<Record<string, string>> = {
  kind: 'Kind',
  name: 'Name',
  email: 'Email',
  mobile: 'Mobile',
  roles: 'Roles',
  partners: 'Partners',
  language: 'Language',
  zone: 'Time zone',
};

export const personShape = textShape(
  (person: Edited): Texts => ({
    kind: person.kind,
    name: person.name,
    email: person.email ?? '',
    mobile: person.mobile ?? '',
    roles: person.roles.join('\n'),
    partners: person.partners.join('\n'),
    language: person.language ?? '',
    zone: person.zone ?? '',
  }),
);

export const linesOf = (text = ''): readonly string[] => text.split('\n').filter((line) => line.trim() !== '');

/** What the form says of a person. */
export function saidIn(draft: Texts, kind: PersonRow['kind']): SaidOfPerson {
  const text = (field: string) => draft[field] ?? '';
  return {
    kind,
    name: text('name'),
    email: text('email'),
    mobile: text('mobile'),
    // One that could be given before is not on the form, so nobody could take it away.
    roles: linesOf(draft['roles']).filter((role) => isGivenRole(kind, role)),
    partners: [...linesOf(draft['partners'])],
    language: text('language'),
    zone: text('zone'),
  };
}

/** What of it is otherwise than it was read. */
export function changeIn(base: Edited, draft: Texts, kind: PersonRow['kind']): PersonChange {
  const changed = changedTexts(personShape.toDraft(base), draft);
  return Object.fromEntries(Object.entries(saidIn(draft, kind)).filter(([field]) => field in changed));
}

/** The person as somebody else has changed them meanwhile; undefined where they are gone, or it failed for another reason. */
export function personMeanwhile(error: unknown): PersonRow | undefined {
  const now = conflictOf(error);
  return isPerson(now) ? now : undefined;
}

/** The core has checked it by the contract before it said it, as it does with every answer. */
function isPerson(now: unknown): now is PersonRow {
  return typeof now === 'object' && now !== null && 'version' in now && 'kind' in now;
}
