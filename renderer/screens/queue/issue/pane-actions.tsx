import { stateRules } from '#shared/model/action/action-state.ts';
import type { IssueRow } from '#shared/model/issue/issue.ts';
import type { Targets } from '#renderer/app/commands/command.ts';
import { CommandButton } from '#renderer/app/commands/command-button.tsx';
import { acknowledge, actOn, assignToMe, escalate, reopen, resolve } from '#renderer/screens/queue/commands.ts';
import { clearSelection } from '#renderer/screens/queue/cursor.ts';
import { useQueue } from '#renderer/screens/queue/store.ts';
import { targetsOf } from '#renderer/screens/queue/targets.ts';
import { counted } from '#renderer/kit/count-words.ts';
import { OutsideLink } from './outside-link.tsx';
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
  const resolved = row.status === 'resolved';
  const asked = !resolved && !isEscalated(row);
  const targets: Targets = { kind: 'open', ids: [id] };
  const status = resolved ? reopen : resolve;
  return (
    <>
      <div className={styles.actions}>
        <OutsideLink actions={row.actions} />
        <CommandButton command={escalate} targets={targets} primary={asked} showKeys={mine} />
        {row.status === 'open' && <CommandButton command={acknowledge} targets={targets} showKeys={mine} />}
        <CommandButton command={status} targets={targets} showKeys={mine} />
        <CommandButton command={assignToMe} targets={targets} showKeys={mine} />
        <CommandButton command={actOn} targets={targets} showKeys={mine} />
      </div>
      {!mine && (
        <p className={styles.elsewhere} role="status">
          Keys act on the {counted(selected, 'selected issue')}; these buttons act on this one.{' '}
          <button type="button" onClick={clearSelection}>
            Clear the selection
          </button>
        </p>
      )}
    </>
  );
}
