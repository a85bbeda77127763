import { Button } from '@mantine/core';
import type { Action } from '#shared/model/action/action.ts';
import { stateRules } from '#shared/model/action/action-state.ts';
import { capital } from '#shared/lib/sentence.ts';
import { openIssue } from '#renderer/app/router.ts';
import { ActionChipView } from '#renderer/kit/action-chip.tsx';
import { Next, When } from '#renderer/kit/time.tsx';
import { approveActions, cancelActions, retryActions, settleActions } from './act.ts';
import styles from './outbox.module.css';
import { waitOf } from './waits.tsx';

type Props = { readonly action: Action; readonly selected: boolean; readonly onToggle: () => void };

function Words({ action }: { readonly action: Action }) {
  const wait = waitOf(action);
  if (action.state === 'outcome unknown') {
    return (
      <div className={styles.words}>
        <p>{action.error?.message ?? 'The connection broke after it was sent, so it may or may not have happened.'}</p>
        <p>
          Gridline will not send it again by itself. Look in the other system first: if it is there, choose "Mark as
          delivered". If not, choose "Send again".
        </p>
      </div>
    );
  }
  if (action.error !== null) {
    return (
      <div className={styles.words} data-family={action.error.family}>
        <p>{action.error.message}</p>
        {action.error.next !== null && <p>{action.error.next}</p>}
        {wait !== null && wait !== action.error.message && <p>{wait}</p>}
      </div>
    );
  }
  if (wait !== null) return <div className={styles.words}>{wait}</div>;
  const { remark } = action;
  const parts = [
    remark,
    action.remote === null || action.remote.status === null
      ? null
      : `${capital(action.noun)} status: ${action.remote.status}`,
    action.remote === null || action.remote.owner === null ? null : `owner: ${action.remote.owner}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : <div className={styles.remote}>{parts.join(', ')}</div>;
}

/** One action: where it stands, what went wrong in words, and what can be done. */
export function OutboxRow({ action, selected, onToggle }: Props) {
  return (
    <tr data-action-id={action.id} data-state={action.state} data-selected={selected || undefined}>
      <td className={styles.check}>
        <input
          type="checkbox"
          checked={selected}
          aria-label={`Select ${action.partner}: ${action.issueTitle}`}
          onChange={onToggle}
        />
      </td>
      <td>
        <ActionChipView chip={action} />
      </td>
      <td>
        <button type="button" className={styles.issue} onClick={() => openIssue(action.issueId)}>
          {action.partner !== '' && <span className={styles.partner}>{action.partner}</span>}
          {action.issueTitle}
        </button>
        {action.to !== null && <div className={styles.remote}>to {action.to.name}</div>}
        <Words action={action} />
      </td>
      <td className={styles.optional}>{action.requestedBy}</td>
      <td className={styles.when}>
        <When at={action.updatedAt} />
        {action.attempts > 1 && <div className={styles.remote}>{action.attempts} tries</div>}
        {action.nextAttemptAt !== null && action.holdUntil === null && (
          <div className={styles.remote}>
            next try <Next at={action.nextAttemptAt} />
          </div>
        )}
      </td>
      <td className={styles.do}>
        {action.can.approve && (
          <Button size="compact-xs" variant="default" onClick={() => void approveActions([action.id])}>
            Approve
          </Button>
        )}
        {action.can.settle && (
          <Button size="compact-xs" variant="default" onClick={() => void settleActions([action.id])}>
            Mark as delivered
          </Button>
        )}
        {action.can.retry && (
          <Button size="compact-xs" variant="default" onClick={() => void retryActions([action.id])}>
            {stateRules[action.state].waits ? 'Try now' : 'Send again'}
          </Button>
        )}
        {action.can.cancel && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => void cancelActions([action.id])}>
            Cancel
          </Button>
        )}
      </td>
    </tr>
  );
}
