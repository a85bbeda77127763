import type { ConnectionState } from '#shared/model/connection.ts';
import type { Action, ActionState } from '#shared/model/action.ts';
import { assertNever } from '#shared/lib/assert-never.ts';
import { Button } from '@mantine/core';
import { goTo } from '#renderer/app/router.ts';
import { exact } from '#renderer/ui/time-words.ts';
import styles from './outbox.module.css';

/** States in which an action needs its connection. */
const waiting: readonly ActionState[] = ['queued', 'failed (temporary)', 'held'];

/** Why a connection sends nothing now and what ends that; null where it does send. */
export function stopOf(connection: ConnectionState): string | null {
  const { name, status, statusText, pausedUntil } = connection;
  const why = /[.!?]$/.test(statusText) ? statusText : `${statusText}.`;
  switch (status) {
    case 'connected':
      return null;
    case 'not connected':
      return `${name} is not connected. Connect it on the connections screen.`;
    case 'needs sign-in':
      return `${name} needs you to sign in: ${why} It goes on when somebody has signed in on the connections screen.`;
    case 'paused':
    case 'failing':
      return `${name} ${status === 'paused' ? 'is paused' : 'does not work'}: ${why}${until(pausedUntil)}`;
    default:
      return assertNever(status);
  }
}

const until = (at: number | null): string => (at === null ? '' : ` It is tried again at ${exact(at)}.`);

/** What an action waits for, in words; null where it waits for nothing, or where its error says it. */
export function waitOf(action: Action, connection: ConnectionState | undefined): string | null {
  if (action.state === 'held') {
    const at = action.holdUntil === null ? '' : ` at ${exact(action.holdUntil)}`;
    return `Will be sent${at} unless it is taken back.`;
  }
  if (action.state === 'awaiting approval') return 'Will be sent when somebody has approved it.';
  if (action.state !== 'queued') return null;
  return connection === undefined ? null : stopOf(connection);
}

type Props = {
  readonly connections: readonly ConnectionState[];
  readonly byState: readonly { readonly state: ActionState; readonly count: number }[];
};

/** The connections that send nothing at the moment, while something waits for them: why, and what ends it. */
export function Stops({ connections, byState }: Props) {
  if (!byState.some(({ state, count }) => count > 0 && waiting.includes(state))) return null;
  const stops = connections
    .filter(({ actions }) => actions.length > 0)
    .map(stopOf)
    .filter((stop) => stop !== null);
  if (stops.length === 0) return null;
  return (
    <div className={styles.stops} role="status">
      <ul>
        {stops.map((stop) => (
          <li key={stop}>{stop}</li>
        ))}
      </ul>
      <Button size="compact-xs" variant="default" onClick={() => goTo('connections')}>
        Open connections
      </Button>
    </div>
  );
}
