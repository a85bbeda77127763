import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { ConnectionState } from '#shared/model/connection.ts';
import { ask } from '#renderer/data/client.ts';
import { queries } from '#renderer/data/queries.ts';
import { sayFailed } from '#renderer/kit/toast.tsx';
import { Connection } from './connection.tsx';
import styles from './connector-group.module.css';

type Props = { readonly connections: readonly ConnectionState[]; readonly onChanged: () => void };

/** One that is being added: what it would be, and its id once it is there. */
type Draft = { readonly key: string; readonly state: ConnectionState; readonly id: string | null };

/** All connections of one connector, and the way to add another. */
export function ConnectorGroup({ connections, onChanged }: Props) {
  const [drafts, setDrafts] = useState<readonly Draft[]>([]);
  const [busy, setBusy] = useState(false);
  const addButton = useRef<HTMLButtonElement>(null);
  const [first] = connections;
  const open = drafts.find(({ id }) => id === null);
  if (first === undefined) return null;
  const { connector, connectorName } = first;

  const add = async () => {
    setBusy(true);
    try {
      const state = await ask(queries.blank(connector));
      setDrafts([...drafts, { key: `new ${drafts.length}`, state, id: null }]);
    } catch (error) {
      sayFailed('Another connection could not be added.', error);
    }
    setBusy(false);
  };
  const made = (key: string, id: string) => setDrafts(drafts.map((one) => (one.key === key ? { ...one, id } : one)));
  const drop = (key: string) => {
    setDrafts(drafts.filter((one) => one.key !== key));
    // The button comes back with the next drawing.
    requestAnimationFrame(() => addButton.current?.focus());
  };

  // What was added here keeps its place in React's eyes, and with it what its test has found.
  const keyOf = ({ connection }: ConnectionState) => drafts.find(({ id }) => id === connection)?.key ?? connection;
  const waiting = drafts.filter(({ id }) => id === null || !connections.some(({ connection }) => connection === id));
  const isSetUp = connections.some(({ status }) => status !== 'not connected');
  return (
    <div className={styles.group}>
      {[...connections.map((state) => ({ key: keyOf(state), state })), ...waiting].map(({ key, state }) => (
        <Connection
          key={key}
          connection={state}
          onChanged={onChanged}
          {...(open?.key === key ? { adding: { onMade: (id: string) => made(key, id), onDrop: () => drop(key) } } : {})}
        />
      ))}
      {isSetUp && open === undefined && (
        <div className={styles.add}>
          <Button
            ref={addButton}
            variant="subtle"
            color="gray"
            leftSection={<IconPlus size={14} stroke={1.8} />}
            loading={busy}
            onClick={() => void add()}
          >
            Add another {connectorName} connection
          </Button>
        </div>
      )}
    </div>
  );
}
