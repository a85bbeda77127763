import { Button } from '@mantine/core';
import type { Action, ActionState } from '#shared/model/action.ts';
import { stateRules } from '#shared/model/action-state.ts';
import type { ConnectionState } from '#shared/model/connection.ts';
import { goTo } from '#renderer/app/router.ts';
import { exact } from '#renderer/ui/time-words.ts';
import styles from './outbox.module.css';

/** What an action waits for, in words; null where it waits for nothing. */
export function waitOf({ state, holdUntil, waitsFor }: Action): string | null {
  if (waitsFor !== null) return waitsFor;
  if (state === 'awaiting approval') return 'Will be sent when somebody has approved it.';
  if (state !== 'held') return null;
  return `Will be sent${holdUntil === null ? '' : ` at ${exact(holdUntil)}`} unless it is taken back.`;
}

/** Why a connection sends nothing now and what ends that; null where it does send. */
export function stopOf({ name, status, pause, pausedUntil }: ConnectionState): string | null {
  if (status === 'not connected') return `${name} is not connected. Connect it on the connections screen.`;
  if (pause === null) return null;
  const next = pausedUntil === null ? '' : ` Next try: ${exact(pausedUntil)}.`;
  return `${name} is paused. ${sentence(pause.reason)} ${sentence(pause.ends)}${next}`;
}

const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

type Props = {
  readonly connections: readonly ConnectionState[];
  readonly byState: readonly { readonly state: ActionState; readonly count: number }[];
};

/** The connections that send nothing at the moment, while something waits for them: why, and what ends it. */
export function Stops({ connections, byState }: Props) {
  if (!byState.some(({ state, count }) => count > 0 && stateRules[state].waits)) return null;
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
