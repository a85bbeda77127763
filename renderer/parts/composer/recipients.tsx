import { TagsInput } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import type { AskedRecipient } from '#shared/contract/actions.ts';
import type { PersonRow } from '#shared/model/person/person.ts';
import { type PersonKind, roles } from '#shared/model/person/role.ts';
import { inWords } from '#renderer/kit/count-words.ts';
import { queries } from '#renderer/data/queries.ts';
import type { FieldProblem } from '#renderer/data/field-problems.ts';
import type { Draft } from './draft.ts';
import { change } from './open.ts';
import type { Offer } from './use-offers.ts';

type Need = NonNullable<Offer['needs']['recipients']>;
type Named = { readonly label: string; readonly asked: AskedRecipient };

const kindsOf = ({ to }: Need): readonly PersonKind[] => [...new Set(to.map(({ kind }) => kind))];

function rolesOf(need: Need): readonly Named[] {
  return kindsOf(need).flatMap((kind) =>
    roles[kind].map((role) => ({ label: `${kind} (${role})`, asked: { kind, role } })),
  );
}

const nameOf = ({ by }: Need, { source, key, name, kind, email, mobile }: PersonRow): Named => ({
  label: `${name}, ${(by === 'mobile' ? mobile : email) ?? kind}`,
  asked: { person: `${source}:${key}` },
});

function usePeople(need: Need): readonly Named[] {
  const pages = useQueries({ queries: kindsOf(need).map((kind) => queries.people({ kind, limit: 1_000 })) });
  return pages.flatMap(({ data }) => data?.people.map((person) => nameOf(need, person)) ?? []);
}

const typedHelp = {
  email: 'You can also type an email address and press Enter.',
  mobile: 'You can also type a mobile number such as +4915112345678 and press Enter.',
  person: '',
} as const;

type Props = { readonly need: Need; readonly draft: Draft; readonly problems: readonly FieldProblem[] };

/** Whom it goes to: those that the action names, or others by role, as people or by address. */
export function Recipients({ need, draft, problems }: Props) {
  const people = usePeople(need);
  const known = [...rolesOf(need), ...people];
  const byRole = inWords(need.to.map(({ kind, role }) => `${kind} (${role})`));
  const choose = (labels: readonly string[]) => {
    const find = (label: string): Named =>
      [...draft.to, ...known].find((one) => one.label === label) ?? { label, asked: { address: label } };
    change({ to: labels.map(find) });
  };
  return (
    <TagsInput
      label="To"
      description={`If you leave this empty, it goes to every ${byRole}. ${typedHelp[need.by]}`}
      error={problems.find(({ field }) => field === 'to')?.words}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      placeholder={draft.to.length === 0 ? byRole : ''}
      data={[
        { group: 'People', items: [...new Set(people.map(({ label }) => label))] },
        { group: 'Roles', items: rolesOf(need).map(({ label }) => label) },
      ]}
      value={draft.to.map(({ label }) => label)}
      onChange={choose}
      acceptValueOnBlur
      comboboxProps={{ withinPortal: true }}
      maxDropdownHeight={240}
    />
  );
}
