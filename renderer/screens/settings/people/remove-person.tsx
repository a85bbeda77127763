import { Button } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import { rpc } from '#renderer/data/rpc.ts';
import { say, sayFailed } from '#renderer/kit/toast.tsx';
import styles from './people.module.css';

type Props = {
  readonly person: { readonly key: string; readonly version: number; readonly name: string };
  readonly onRemoved: () => void;
};

/** Takes away who was written here, once it is said again. */
export function RemovePerson({ person, onRemoved }: Props) {
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const keep = () => {
    setAsked(false);
    requestAnimationFrame(() => button.current?.focus());
  };
  const keepOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    keep();
  };
  const remove = async () => {
    setBusy(true);
    try {
      await rpc.people.remove({ key: person.key, version: person.version });
      say(`${person.name} was removed.`);
      onRemoved();
    } catch (error) {
      sayFailed(`${person.name} was not removed.`, error);
      setBusy(false);
    }
  };
  if (!asked) {
    return (
      <Button ref={button} variant="subtle" color="gray" onClick={() => setAsked(true)}>
        Remove
      </Button>
    );
  }
  return (
    <span className={styles.sure} role="group" aria-label={`Remove ${person.name}?`} onKeyDown={keepOnEscape}>
      They will no longer be told or asked. What was sent to them is kept.
      <Button color="red.9" autoFocus loading={busy} onClick={() => void remove()}>
        Yes, remove
      </Button>
      <Button variant="subtle" color="gray" onClick={keep}>
        Keep
      </Button>
    </span>
  );
}
