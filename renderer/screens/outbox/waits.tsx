import { Button } from '@mantine/core';
import { sentence } from '#shared/lib/sentence.ts';
import type { Action, ActionState } from '#shared/model/action/action.ts';
import { stateRules } from '#shared/model/action/action-state.ts';
import type { ReasonNotSent } from '#shared/model/action/reasons.ts';
import type { ConnectionState } from '#shared/model/connection.ts';
import { goTo } from '#renderer/app/router.ts';
import { exact } from '#renderer/kit/time-words.ts';
import styles from './outbox.module.css';

/** What an action waits for, in words; null where it waits for nothing but its turn, or says itself why it failed. */
export function waitOf({ notSent }: Pick<Action, 'notSent'>): string | null {
  if (notSent === null || quiet.has(notSent.reason)) return null;
  return notSent.reason === 'undo window' ? 'Will be sent unless you cancel it.' : notSent.words;
}

/** What the state, the error or the remark beside it says already. */
const quiet: ReadonlySet<ReasonNotSent> = new Set([
  'in line',
  'trying again',
  'refused',
  'outcome unknown',
  'opted out',
  'taken back',
  'not needed',
  'expired',
  'receipt can’t come',
  'resolved meanwhile',
]);

/** Why a connection sends nothing now and what ends that; null where it does send. */
export function stopOf({ name, status, pause, pausedUntil }: ConnectionState): string | null {
  if (status === 'not connected') return `${name} is not connected. Connect it on the connections screen.`;
  if (pause === null) return null;
  const next = pausedUntil === null ? '' : ` Next try: ${exact(pausedUntil)}.`;
  return `${name} is paused. ${sentence(pause.reason)} ${sentence(pause.ends)}${next}`;
}

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
