import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Capability } from '#shared/model/action/capability.ts';
import type { PersonRow } from '#shared/model/person/person.ts';
import { queries } from '#renderer/data/queries.ts';
import { rpc } from '#renderer/data/rpc.ts';
import { say, sayFailed } from '#renderer/kit/toast.tsx';
import styles from './people.module.css';

export type Choice = { readonly value: Capability; readonly label: string };

/** What is sent to people by name, and by which words. */
export function useSent(): readonly Choice[] {
  const { data } = useQuery(queries.connections());
  const sent = (data?.connections ?? []).flatMap(({ actions }) =>
    actions.flatMap(({ capability, verb, needs }) =>
      needs.recipients === null ? [] : [[capability, { value: capability, label: verb }] as const],
    ),
  );
  return [...new Map(sent).values()];
}

/** Lets somebody be sent again what they wanted no more of, because they said so. Nothing where nothing is sent to people. */
export function OptIn({ person, choices }: { readonly person: PersonRow; readonly choices: readonly Choice[] }) {
  const [open, setOpen] = useState(false);
  // Who has been in there comes back to where they came from.
  const [back, setBack] = useState(false);
  const close = () => {
    setBack(true);
    setOpen(false);
  };
  const [chosen, setChosen] = useState<string>();
  const [busy, setBusy] = useState(false);
  if (choices.length === 0) return null;
  if (!open) {
    return (
      <Button variant="subtle" color="gray" size="compact-sm" autoFocus={back} onClick={() => setOpen(true)}>
        Lift an opt-out
      </Button>
    );
  }
  const choice = choices.find(({ value }) => value === chosen) ?? choices[0];
  const lift = async () => {
    if (choice === undefined) return;
    setBusy(true);
    try {
      const { name, lifted } = await rpc.people.optIn({
        who: `${person.source}:${person.key}`,
        capability: choice.value,
      });
      say(
        lifted === 0
          ? `${name} has no opt-out on record for this.`
          : `${name} can be sent this again. The journal records that you lifted the opt-out.`,
      );
      close();
    } catch (error) {
      sayFailed('The opt-out was not lifted.', error);
    }
    setBusy(false);
  };
  return (
    <span className={styles.optIn} role="group" aria-label={`What ${person.name} can be sent again`}>
      <NativeSelect
        aria-label="What they can be sent again"
        autoFocus
        value={choice?.value ?? ''}
        data={[...choices]}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <Button size="compact-sm" loading={busy} onClick={() => void lift()}>
        Lift
      </Button>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={close}>
        Cancel
      </Button>
    </span>
  );
}
