import { Button } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { rpc } from '#renderer/data/rpc.ts';
import { say, sayFailed } from '#renderer/kit/toast.tsx';
import { useRead } from '#renderer/kit/use-read.ts';
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
  return <Question name={person.name} busy={busy} yes={() => void remove()} keep={keep} />;
}

type QuestionProps = {
  readonly name: string;
  readonly busy: boolean;
  readonly yes: () => void;
  readonly keep: () => void;
};

function Question({ name, busy, yes, keep }: QuestionProps) {
  const question = useRef<HTMLSpanElement>(null);
  const main = useRef<HTMLButtonElement>(null);
  const read = useRead();
  useEffect(() => (read ? main : question).current?.focus(), [read]);
  const keepOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    keep();
  };
  return (
    <span
      ref={question}
      tabIndex={-1}
      className={styles.sure}
      role="group"
      aria-label={`Remove ${name}?`}
      onKeyDown={keepOnEscape}
    >
      They will no longer be told or asked. What was sent to them is kept.
      <Button ref={main} color="red.9" disabled={!read} loading={busy} onClick={yes}>
        Yes, remove
      </Button>
      <Button variant="subtle" color="gray" onClick={keep}>
        Keep
      </Button>
    </span>
  );
}
