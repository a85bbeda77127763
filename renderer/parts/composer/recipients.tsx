import { TagsInput } from '@mantine/core';
import type { AskedRecipient } from '#shared/contract/actions.ts';
import { type PersonKind, roles } from '#shared/model/person/role.ts';
import { rpc } from '#renderer/data/rpc.ts';
import { inWords } from '#renderer/kit/count-words.ts';
import type { FieldProblem } from '#renderer/data/field-problems.ts';
import type { Draft } from './draft.ts';
import { change } from './open.ts';
import { useAnswer } from './use-answer.ts';
import type { Offer } from './use-offers.ts';

type Need = NonNullable<Offer['needs']['recipients']>;
type Named = { readonly label: string; readonly asked: AskedRecipient };

const kindsOf = ({ to }: Need): readonly PersonKind[] => [...new Set(to.map(({ kind }) => kind))];

function rolesOf(need: Need): readonly Named[] {
  return kindsOf(need).flatMap((kind) =>
    roles[kind].map((role) => ({ label: `${kind} (${role})`, asked: { kind, role } })),
  );
}

async function peopleOf(need: Need, signal: AbortSignal): Promise<readonly Named[]> {
  const pages = await Promise.all(kindsOf(need).map((kind) => rpc.people.list({ kind, limit: 1_000 }, { signal })));
  return pages.flatMap(({ people }) =>
    people.map(({ source, key, name, kind, email, mobile }) => ({
      label: `${name}, ${(need.by === 'mobile' ? mobile : email) ?? kind}`,
      asked: { person: `${source}:${key}` },
    })),
  );
}

const typedHelp = {
  email: 'You can also type an email address and press Enter.',
  mobile: 'You can also type a mobile number such as +4915112345678 and press Enter.',
  person: '',
} as const;

type Props = { readonly need: Need; readonly draft: Draft; readonly problems: readonly FieldProblem[] };

/** Whom it goes to: those that the action names, or others by role, as people or by address. */
export function Recipients({ need, draft, problems }: Props) {
  const { data: people = [] } = useAnswer(JSON.stringify(need), (signal) => peopleOf(need, signal));
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
