import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import type { ConnectionState } from '#shared/model/connection.ts';
import { failureWords } from '#renderer/data/failure.ts';
import { rpc } from '#renderer/data/rpc.ts';
import styles from './connector-group.module.css';

type Props = { readonly connection: ConnectionState; readonly onChanged: () => void };

/** What a connection is called, and the way to call it something else. */
export function ConnectionName({ connection, onChanged }: Props) {
  const { name, connection: id } = connection;
  const [typed, setTyped] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);

  const end = () => {
    setTyped(undefined);
    setProblem(undefined);
    requestAnimationFrame(() => pencil.current?.focus());
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (typed === undefined || typed.trim() === name) return end();
    setBusy(true);
    try {
      await rpc.connections.rename({ connection: id, name: typed });
      onChanged();
      end();
    } catch (error) {
      setProblem(failureWords(error));
    }
    setBusy(false);
  };
  const cancelOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    end();
  };

  if (typed === undefined) {
    return (
      <>
        <h2>{name}</h2>
        {connection.status !== 'not connected' && (
          <ActionIcon
            ref={pencil}
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={`Rename ${name}`}
            title="Rename"
            onClick={() => setTyped(name)}
          >
            <IconPencil size={14} stroke={1.8} />
          </ActionIcon>
        )}
      </>
    );
  }
  return (
    <form className={styles.rename} aria-label={`Rename ${name}`} onSubmit={(event) => void save(event)}>
      <TextInput
        aria-label="Name"
        size="xs"
        data-autofocus
        autoFocus
        autoComplete="off"
        value={typed}
        error={problem}
        onFocus={(event) => event.currentTarget.select()}
        onKeyDown={cancelOnEscape}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" size="compact-sm" loading={busy}>
        Save name
      </Button>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={end}>
        Cancel
      </Button>
    </form>
  );
}
