import { Button } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useRead } from '#renderer/kit/use-read.ts';
import styles from './disconnect.module.css';

type Props = { readonly busy: boolean; readonly onDisconnect: () => Promise<void> };

/** Asks once more: the secrets are forgotten, and nobody here can bring them back. */
export function Disconnect({ busy, onDisconnect }: Props) {
  const [asked, setAsked] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const keep = () => {
    setAsked(false);
    requestAnimationFrame(() => button.current?.focus());
  };
  if (!asked) {
    return (
      <Button ref={button} variant="subtle" color="gray" disabled={busy} onClick={() => setAsked(true)}>
        Disconnect
      </Button>
    );
  }
  const disconnect = () => {
    setAsked(false);
    void onDisconnect();
  };
  return <Question busy={busy} yes={disconnect} keep={keep} />;
}

type QuestionProps = { readonly busy: boolean; readonly yes: () => void; readonly keep: () => void };

function Question({ busy, yes, keep }: QuestionProps) {
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
      aria-label="Disconnect?"
      onKeyDown={keepOnEscape}
    >
      Its settings and secrets will be deleted. Everything already read and sent is kept.
      <Button ref={main} color="red.9" disabled={busy || !read} onClick={yes}>
        Yes, disconnect
      </Button>
      <Button variant="subtle" color="gray" onClick={keep}>
        Keep it
      </Button>
    </span>
  );
}
