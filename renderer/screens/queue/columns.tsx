import { IconCircleCheck, IconEye } from '@tabler/icons-react';
import type { IssueSort } from '#shared/model/issue/issue-sort.ts';
import type { ActionChip } from '#shared/model/action/action.ts';
import { stateRules } from '#shared/model/action/action-state.ts';
import type { IssueStatus } from '#shared/model/issue/issue-status.ts';
import { ActionChipView } from '#renderer/kit/action-chip.tsx';
import type { Column } from '#renderer/kit/list/column.ts';
import { counted, number } from '#renderer/kit/count-words.ts';
import { SeverityIcon } from '#renderer/kit/severity.tsx';
import { Age, Due } from '#renderer/kit/time.tsx';
import { partnerColumn } from '#renderer/parts/columns/partner-column.tsx';
import styles from './columns.module.css';
import { documentKind } from './name.ts';
import { reason } from './reason.ts';
import type { QueueRow } from './rows.ts';

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

function Document({ row }: { readonly row: QueueRow }) {
  if (row.incident !== undefined) {
    const { documents, matching } = row.incident;
    const all = counted(documents, 'document');
    return <span className={styles.document}>{matching === documents ? all : `${number(matching)} of ${all}`}</span>;
  }
  return (
    <span className={styles.document}>
      <span className={row.documentType === null ? styles.faint : undefined}>{documentKind(row)}</span>
      {row.documentNumber !== null && <span className={styles.number}>{row.documentNumber}</span>}
    </span>
  );
}

function Reason({ row }: { readonly row: QueueRow }) {
  return (
    <span className={styles.reason} title={`${row.title}\n${row.explanation}`}>
      <span className={styles.lead}>
        <span className={styles.title}>{reason(row)}</span>
        {row.occurrences > 1 && (
          <span className={styles.times} title={`Seen ${row.occurrences} times`}>
            ×{row.occurrences}
          </span>
        )}
      </span>
      <span className={styles.more}>{row.explanation}</span>
    </span>
  );
}

function Status({ row }: { readonly row: QueueRow }) {
  const actions = row.actions.filter(isShown);
  return (
    <span className={styles.chips} data-actions={actions.length > 0 || undefined}>
      <StatusMark status={row.status} />
      {actions.map((chip) => (
        <ActionChipView key={chip.id} chip={chip} inGrid />
      ))}
    </span>
  );
}

/** The columns of the queue: what is said here is all there is to a column. */
export const issueColumns: readonly Column<QueueRow, IssueSort>[] = [
  {
    id: 'severity',
    heading: 'Severity',
    headingUnseen: true,
    width: 22,
    minWidth: 22,
    priority: 0,
    line: 1,
    sort: { descending: 'severity' },
    cell: (row) => (
      <span className={styles.severity}>
        <SeverityIcon severity={row.severity} />
      </span>
    ),
  },
  {
    id: 'due',
    heading: 'Due',
    width: 84,
    minWidth: 72,
    align: 'end',
    priority: 4,
    line: 2,
    sort: { ascending: 'due' },
    cell: (row) => <Due at={row.status === 'resolved' ? null : row.dueAt} />,
  },
  partnerColumn({ priority: 1, sort: { ascending: 'partner' } }),
  {
    id: 'document',
    heading: 'Document',
    width: 210,
    minWidth: 168,
    priority: 0,
    line: 1,
    sort: { ascending: 'document' },
    cell: (row) => <Document row={row} />,
  },
  {
    id: 'reason',
    heading: 'Reason',
    width: 400,
    minWidth: 170,
    grows: true,
    priority: 0,
    line: 2,
    sort: { ascending: 'kind' },
    cell: (row) => (
      <span className={styles.reasonAndStatus}>
        <Reason row={row} />
        <span className={styles.instead}>
          <Status row={row} />
        </span>
      </span>
    ),
  },
  {
    id: 'status',
    heading: 'Status',
    width: 142,
    minWidth: 142,
    // Few rows have one: below this it stands beside the reason, on those that do.
    from: 960,
    priority: 5,
    line: 2,
    cell: (row) => <Status row={row} />,
  },
  {
    id: 'owner',
    heading: 'Owner',
    width: 96,
    minWidth: 64,
    priority: 7,
    sort: { ascending: 'owner' },
    cell: (row) => (
      <span className={styles.owner} title={row.owner ?? 'Nobody'}>
        {row.owner ?? <span className={styles.faint}>–</span>}
      </span>
    ),
  },
  {
    id: 'age',
    heading: 'Age',
    width: 44,
    minWidth: 36,
    from: 700,
    align: 'end',
    priority: 6,
    sort: { ascending: 'newest', descending: 'oldest' },
    cell: (row) => (
      <span className={styles.age}>
        <Age at={row.firstSeenAt} />
      </span>
    ),
  },
];
