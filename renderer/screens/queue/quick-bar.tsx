import { IconArrowsSort, IconStack2 } from '@tabler/icons-react';
import type { IssueCounts } from '#shared/contract/issues.ts';
import { LateMenu, type LateMenuProps } from '#renderer/app/late-menu.tsx';
import { lazyPart } from '#renderer/app/part.ts';
import { ColumnsButton } from '#renderer/app/columns-button.tsx';
import { Choices } from '#renderer/kit/choices.tsx';
import small from '#renderer/kit/small-button.module.css';
import { issueColumns } from './columns.tsx';
import { quickFilters, sortNames } from './filters.ts';
import { setQuick, setRows } from './load.ts';
import styles from './quick-bar.module.css';
import { useQueue } from './store.ts';
import { useGrouping } from './use-groups.ts';
import { queueView } from './view.ts';

const sortMenu = lazyPart<LateMenuProps>(async () => (await import('./sort-menu.tsx')).SortMenu);

function Sort() {
  const sort = useQueue((queue) => queue.sort);
  return (
    <LateMenu
      code={sortMenu}
      props={{}}
      kind="menu"
      renderButton={(button) => (
        <button {...button} type="button" className={small.bar} aria-label={`Sort: ${sortNames[sort]}`}>
          <IconArrowsSort size={14} stroke={1.8} aria-hidden="true" />
          <span className={styles.sortName}>{sortNames[sort]}</span>
        </button>
      )}
    />
  );
}

/** Whether what has one cause is one row. */
function Together() {
  const rows = useQueue((queue) => queue.rows);
  const together = rows === 'incidents';
  return (
    <button
      type="button"
      className={`${small.bar} ${styles.together}`}
      aria-pressed={together}
      aria-label="One row per cause"
      title="One row for all documents of one partner that have one cause, close in time"
      onClick={() => setRows(together ? 'documents' : 'incidents')}
    >
      <IconStack2 size={14} stroke={1.8} aria-hidden="true" />
      <span className={styles.sortName}>One row per cause</span>
    </button>
  );
}

/** The ready-made filters with their counts, and the sort order. */
export function QuickBar({ counts }: { readonly counts: IssueCounts | undefined }) {
  const quick = useQueue((queue) => queue.quick);
  const grouping = useGrouping();
  return (
    <div className={styles.bar}>
      <Choices
        label="Filters"
        choices={quickFilters.map(({ id, name, count: countIn }) => {
          const count = counts === undefined ? undefined : countIn(counts);
          return { id, name, count, tone: id === 'overdue' && (count ?? 0) > 0 ? 'bad' : undefined };
        })}
        chosen={quick}
        onChoose={setQuick}
      />
      <Together />
      <Sort />
      <ColumnsButton view={queueView} columns={issueColumns} grouping={grouping} />
    </div>
  );
}
