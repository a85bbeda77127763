import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ActionState } from '#shared/model/action/action.ts';
import { stateRules } from '#shared/model/action/action-state.ts';
import { queries } from '#renderer/data/queries.ts';
import { actionWords } from '#renderer/kit/action-words.ts';
import { counted, number } from '#renderer/kit/count-words.ts';
import { Empty, Failed } from '#renderer/kit/notice.tsx';
import { Screen } from '#renderer/kit/screen.tsx';
import { cancelActions, retryActions, settleActions } from './act.ts';
import styles from './outbox.module.css';
import { OutboxRow } from './outbox-row.tsx';
import { Stops } from './waits.tsx';

const step = 200;

/** Everything that was sent or waits to be, by state. */
export function OutboxScreen() {
  const [state, setState] = useState<ActionState | null>(null);
  const [limit, setLimit] = useState(step);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const { data, error, refetch } = useQuery(queries.actions({ states: state === null ? [] : [state], limit }));
  // Without them the outbox is still worth seeing.
  const connections = useQuery(queries.connections()).data?.connections ?? [];

  if (data === undefined && error !== null) {
    return (
      <Screen title="Outbox">
        <Failed what="The outbox could not be read." error={error} retry={() => void refetch()} />
      </Screen>
    );
  }
  const all = data?.byState.reduce((sum, entry) => sum + entry.count, 0) ?? 0;
  const chosen = (data?.actions ?? []).filter((action) => selected.has(action.id));
  const retry = chosen.filter(({ can }) => can.retry);
  const cancel = chosen.filter(({ can }) => can.cancel);
  const doubtful = chosen.filter(({ can }) => can.settle);
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    setSelected(next);
  };
  const choose = (next: ActionState | null) => {
    setState(next);
    setLimit(step);
    setSelected(new Set());
  };
  const everything = chosen.length > 0 && chosen.length === data?.actions.length;

  return (
    <Screen title="Outbox">
      <div role="group" aria-label="States" className={styles.states}>
        <button type="button" className={styles.state} aria-pressed={state === null} onClick={() => choose(null)}>
          All <span className={styles.count}>{number(all)}</span>
        </button>
        {data?.byState
          .filter((entry) => entry.count > 0 || entry.state === state)
          .map((entry) => (
            <button
              key={entry.state}
              type="button"
              className={styles.state}
              aria-pressed={state === entry.state}
              data-tone={actionWords(entry.state).tone}
              onClick={() => choose(entry.state)}
            >
              {actionWords(entry.state).label} <span className={styles.count}>{number(entry.count)}</span>
            </button>
          ))}
      </div>
      <Stops connections={connections} byState={data?.byState ?? []} />
      <div className={styles.scroll} tabIndex={0} role="group" aria-label="Actions">
        {data !== undefined && data.actions.length === 0 && (
          <Empty
            icon={<IconSend size={26} stroke={1.4} />}
            title={all === 0 ? 'Nothing has been sent yet' : 'Nothing here'}
          >
            {all === 0
              ? 'Everything you escalate from the queue passes through here: held so that you can undo it, sent, then confirmed with its case number.'
              : 'No actions in this state right now.'}
          </Empty>
        )}
        {data !== undefined && data.actions.length > 0 && (
          <table className={styles.table}>
            <thead>
              <tr>
                <th className={styles.check}>
                  <input
                    type="checkbox"
                    aria-label="Select all shown"
                    checked={everything}
                    onChange={() => setSelected(everything ? new Set() : new Set(data.actions.map(({ id }) => id)))}
                  />
                </th>
                <th>State</th>
                <th>Issue</th>
                <th className={styles.optional}>Requested by</th>
                <th className={styles.when}>When</th>
                <th>
                  <span className="unseen">What you can do</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.actions.map((action) => (
                <OutboxRow
                  key={action.id}
                  action={action}
                  selected={selected.has(action.id)}
                  onToggle={() => toggle(action.id)}
                />
              ))}
            </tbody>
          </table>
        )}
        {data !== undefined && data.total > data.actions.length && (
          <div className={styles.more}>
            <Button variant="default" disabled={limit >= 1_000} onClick={() => setLimit(Math.min(1_000, limit + step))}>
              Show more ({number(data.actions.length)} of {number(data.total)})
            </Button>
          </div>
        )}
      </div>
      {chosen.length > 0 && (
        <div className={styles.bar} role="toolbar" aria-label="Selected actions">
          <span>{counted(chosen.length, 'action')} selected</span>
          <span className={styles.space} />
          {retry.length > 0 && (
            <Button onClick={() => void retryActions(retry.map(({ id }) => id))}>
              {retry.every(({ state: now }) => stateRules[now].waits) ? 'Try now' : 'Send again'} ({retry.length})
            </Button>
          )}
          {doubtful.length > 0 && (
            <Button variant="default" onClick={() => void settleActions(doubtful.map(({ id }) => id))}>
              Mark as delivered ({doubtful.length})
            </Button>
          )}
          {cancel.length > 0 && (
            <Button variant="default" onClick={() => void cancelActions(cancel.map(({ id }) => id))}>
              Cancel ({cancel.length})
            </Button>
          )}
          <Button variant="subtle" color="gray" onClick={() => setSelected(new Set())}>
            Clear
          </Button>
        </div>
      )}
    </Screen>
  );
}
