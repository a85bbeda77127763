import { Button } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
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
  const keepOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    keep();
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
  return (
    <span className={styles.sure} role="group" aria-label="Disconnect?" onKeyDown={keepOnEscape}>
      Its settings and secrets will be deleted. Everything already read and sent is kept.
      <Button color="red.9" autoFocus disabled={busy} onClick={disconnect}>
        Yes, disconnect
      </Button>
      <Button variant="subtle" color="gray" onClick={keep}>
        Keep it
      </Button>
    </span>
  );
}
