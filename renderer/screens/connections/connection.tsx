import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import type { ConnectionState } from '#shared/model/connection.ts';
import { exact } from '#renderer/kit/time-words.ts';
import { leave, only } from '#renderer/app/unsaved.ts';
import { type Adding, ConnectionForm, connectionEditor } from './connection-form.tsx';
import { ConnectionName } from './connection-name.tsx';
import group from './connector-group.module.css';
import styles from './connections.module.css';
import { FeedTable } from './feed-table.tsx';

type Props = {
  readonly connection: ConnectionState;
  readonly onChanged: () => void;
  /** Given while it is being added. */
  readonly adding?: Adding;
};

const statusWords: Record<ConnectionState['status'], string> = {
  'not connected': 'Not connected',
  connected: 'Connected',
  'needs sign-in': 'Needs sign-in',
  paused: 'Paused',
  failing: 'Failing',
};

/** Its id or its name says something that its connector's does not. */
function isOneOfSeveral({ connection, connector, name, connectorName, status }: ConnectionState): boolean {
  return status !== 'not connected' && (connection !== connector || name !== connectorName);
}

/** It is set up, and nothing has been read through it yet: nobody knows whether it works. */
function isUntried({ status, feeds }: ConnectionState): boolean {
  return status === 'connected' && feeds.length > 0 && feeds.every(({ lastAttemptAt }) => lastAttemptAt === null);
}

/** One connection to an outside system. Its settings are open where something is still to be done, and stay so: what a test found is there. */
export function Connection({ connection, onChanged, adding }: Props) {
  const unfinished = connection.status === 'not connected' || connection.status === 'needs sign-in';
  const [chosen, setChosen] = useState<boolean>();
  // Once open, it is closed by the person alone: what is being typed must not go because a poll has worked.
  if (unfinished && chosen === undefined) setChosen(true);
  const open = chosen ?? unfinished;
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setChosen(false);
    button.current?.focus();
  };
  const toggle = () => {
    if (open) leave(only(connectionEditor(connection.connection)), close);
    else setChosen(true);
  };
  const untried = isUntried(connection);
  return (
    <section
      className={styles.connection}
      aria-label={connection.name}
      data-connection={connection.connection}
      data-connector={connection.connector}
    >
      <header className={styles.head}>
        <div className={styles.name}>
          <ConnectionName connection={connection} onChanged={onChanged} />
          <span className={styles.status} data-status={untried ? 'not tried' : connection.status}>
            {untried ? 'Not tried yet' : statusWords[connection.status]}
          </span>
          {connection.sandbox && <span className={styles.sandbox}>Sandbox</span>}
        </div>
        {isOneOfSeveral(connection) && (
          <p className={group.identity}>
            {connection.connectorName} · <code>{connection.connection}</code>
          </p>
        )}
        <p className={styles.summary}>{connection.summary}</p>
        <p className={styles.text} data-status={connection.status}>
          {!untried && connection.statusText !== statusWords[connection.status] && connection.statusText}
          {connection.pause !== null && ` ${connection.pause.ends}`}
          {connection.pausedUntil !== null && ` Next try: ${exact(connection.pausedUntil)}.`}
        </p>
        <div className={styles.toggle}>
          {adding === undefined && (
            <Button ref={button} variant="default" aria-expanded={open} onClick={toggle}>
              {open ? 'Hide settings' : 'Settings'}
            </Button>
          )}
        </div>
      </header>
      {open && (
        <ConnectionForm
          connection={connection}
          onChanged={onChanged}
          onLeave={close}
          {...(adding === undefined ? {} : { adding })}
        />
      )}
      {connection.status !== 'not connected' && connection.feeds.length > 0 && <FeedTable feeds={connection.feeds} />}
    </section>
  );
}
