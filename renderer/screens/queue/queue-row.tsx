import { IconCircleCheck, IconEye } from '@tabler/icons-react';
import { memo, type MouseEvent } from 'react';
import type { ActionChip } from '#shared/model/action/action.ts';
import { stateRules } from '#shared/model/action/action-state.ts';
import type { IssueRow } from '#shared/model/issue/issue.ts';
import type { IssueStatus } from '#shared/model/issue/issue-status.ts';
import { openIssue } from '#renderer/app/router.ts';
import { ActionChipView } from '#renderer/kit/action-chip.tsx';
import { SeverityIcon } from '#renderer/kit/severity.tsx';
import { Age, Due } from '#renderer/kit/time.tsx';
import { cursorTo, selectTo, toggleSelected } from './cursor.ts';
import { documentKind } from './name.ts';
import { patched } from './patch.ts';
import styles from './queue-row.module.css';
import { reason } from './reason.ts';
import { useQueue } from './store.ts';

const isShown = ({ state }: ActionChip) => !stateRules[state].quiet;

const marks = {
  acknowledged: { words: 'Acknowledged', icon: IconEye },
  resolved: { words: 'Resolved', icon: IconCircleCheck },
} as const;

function StatusMark({ status }: { readonly status: IssueStatus }) {
  if (status === 'open') return null;
  const { words, icon: Icon } = marks[status];
  return (
    <span className={styles.status} title={words}>
      <Icon size={14} stroke={1.8} role="img" aria-label={words} />
      <span aria-hidden="true">{words}</span>
    </span>
  );
}

/** Stands for a row that could not be drawn. The issue can be opened all the same. */
export function BrokenRow({ id, index }: { readonly id: string; readonly index: number }) {
  return (
    <div
      id={`issue-${id}`}
      role="row"
      aria-rowindex={index + 2}
      className={styles.broken}
      style={{ transform: `translateY(${index * rowHeight}px)` }}
      data-issue-id={id}
      onClick={() => openIssue(id)}
    >
      <span role="gridcell">This issue could not be shown in the list. Open it to see the rest of it.</span>
    </div>
  );
}

type Props = { readonly row: IssueRow; readonly index: number; readonly open: boolean };

export const rowHeight = 32;

/** One issue. Draws itself again only when its own data, cursor or selection changes. */
export const QueueRow = memo(function QueueRow({ row: stored, index, open }: Props) {
  const patch = useQueue((queue) => queue.patches.get(stored.id));
  const cursor = useQueue((queue) => queue.cursor === stored.id);
  const selected = useQueue((queue) => queue.selected.has(stored.id));
  const row = patched(stored, patch);

  const onClick = (event: MouseEvent) => {
    if (event.shiftKey) selectTo(index);
    else if (event.ctrlKey || event.metaKey) toggleSelected(row.id);
    else openIssue(row.id);
    cursorTo(index);
  };

  return (
    <div
      id={`issue-${row.id}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={styles.row}
      style={{ transform: `translateY(${index * rowHeight}px)` }}
      data-issue-id={row.id}
      data-status={row.status}
      data-cursor={cursor || undefined}
      data-open={open || undefined}
      data-selected={selected || undefined}
      onClick={onClick}
    >
      <span role="gridcell" className={styles.check}>
        <input
          type="checkbox"
          checked={selected}
          tabIndex={-1}
          aria-label={`Select ${row.title}`}
          onClick={(event) => event.stopPropagation()}
          onChange={() => toggleSelected(row.id)}
        />
      </span>
      <span role="gridcell" className={styles.severity}>
        <SeverityIcon severity={row.severity} />
      </span>
      <span role="gridcell" className={styles.due}>
        <Due at={row.status === 'resolved' ? null : row.dueAt} />
      </span>
      <span role="gridcell" className={styles.partner} title={row.partner}>
        {row.partner}
      </span>
      <span role="gridcell" className={styles.document}>
        <span className={row.documentType === null ? styles.faint : undefined}>{documentKind(row)}</span>
        {row.documentNumber !== null && <span className={styles.number}>{row.documentNumber}</span>}
      </span>
      <span role="gridcell" className={styles.reason} title={`${row.title}\n${row.explanation}`}>
        <span className={styles.lead}>
          <span className={styles.title}>{reason(row)}</span>
          {row.occurrences > 1 && (
            <span className={styles.times} title={`Seen ${row.occurrences} times`}>
              ×{row.occurrences}
            </span>
          )}
        </span>
        <span className={styles.faint}>{row.explanation}</span>
      </span>
      <span role="gridcell" className={styles.chips}>
        <StatusMark status={row.status} />
        {row.actions.filter(isShown).map((chip) => (
          <ActionChipView key={chip.id} chip={chip} />
        ))}
      </span>
      <span role="gridcell" className={styles.owner} title={row.owner ?? 'Nobody'}>
        {row.owner ?? <span className={styles.faint}>–</span>}
      </span>
      <span role="gridcell" className={styles.age}>
        <Age at={row.firstSeenAt} />
      </span>
    </div>
  );
});
