import { Button } from '@mantine/core';
import { stateRules } from '#shared/model/action/action-state.ts';
import type { IssueRow } from '#shared/model/issue/issue.ts';
import { useInfo } from '#renderer/data/info.ts';
import { composeFor } from '#renderer/screens/queue/compose.ts';
import { setOwner, setStatus } from '#renderer/screens/queue/act.ts';
import { clearSelection } from '#renderer/screens/queue/cursor.ts';
import { useQueue } from '#renderer/screens/queue/store.ts';
import { targetsOf } from '#renderer/screens/queue/targets.ts';
import { counted } from '#renderer/kit/count-words.ts';
import styles from './pane-head.module.css';

type Props = { readonly id: string; readonly row: IssueRow };

/** An escalation that is under way or done: one that has come to nothing may be asked for anew. */
const isEscalated = (row: IssueRow): boolean => row.actions.some(({ state }) => !stateRules[state].askAnew);

/**
 * What can be done with the open issue. The buttons are about this issue always; they show their keys only while the
 * keys are about it too, and while they are not it is said what the keys act on.
 */
export function PaneActions({ id, row }: Props) {
  const mine = useQueue((queue) => targetsOf(queue, id).kind === 'open');
  const selected = useQueue((queue) => queue.selected.size);
  const actor = useInfo(({ info }) => info?.actor);
  const resolved = row.status === 'resolved';
  const asked = !resolved && !isEscalated(row);
  const key = (letter: string, onColour = false) =>
    mine
      ? {
          'aria-keyshortcuts': letter,
          rightSection: (
            <kbd aria-hidden="true" className={onColour ? styles.key : undefined}>
              {letter}
            </kbd>
          ),
        }
      : {};
  return (
    <>
      <div className={styles.actions}>
        <Button
          variant={asked ? 'filled' : 'default'}
          onClick={() => composeFor([id], 'case.create')}
          {...key('e', asked)}
        >
          Escalate
        </Button>
        {row.status === 'open' && (
          <Button variant="default" onClick={() => void setStatus([id], 'acknowledged')} {...key('a')}>
            Acknowledge
          </Button>
        )}
        {resolved ? (
          <Button variant="default" onClick={() => void setStatus([id], 'open')}>
            Reopen
          </Button>
        ) : (
          <Button variant="default" onClick={() => void setStatus([id], 'resolved')} {...key('r')}>
            Resolve
          </Button>
        )}
        <Button
          variant="default"
          disabled={actor === undefined}
          onClick={() => actor !== undefined && void setOwner([id], actor)}
          {...key('m')}
        >
          Assign to me
        </Button>
        <Button variant="default" onClick={() => composeFor([id], null)} {...key('t')}>
          Act…
        </Button>
      </div>
      {!mine && (
        <p className={styles.elsewhere} role="status">
          The keys act on the {counted(selected, 'selected issue')}, these buttons on this one.{' '}
          <button type="button" onClick={clearSelection}>
            Clear the selection
          </button>
        </p>
      )}
    </>
  );
}
