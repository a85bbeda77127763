import { IconArrowsSort } from '@tabler/icons-react';
import type { IssueCounts } from '#shared/contract/issues.ts';
import { LateMenu, type LateMenuProps } from '#renderer/app/late-menu.tsx';
import { lazyPart } from '#renderer/app/part.ts';
import { ColumnsButton } from '#renderer/app/columns-button.tsx';
import { number } from '#renderer/kit/count-words.ts';
import { issueColumns } from './columns.tsx';
import { quickFilters, sortNames } from './filters.ts';
import { setQuick } from './load.ts';
import styles from './quick-bar.module.css';
import { useQueue } from './store.ts';

const sortMenu = lazyPart<LateMenuProps>(async () => (await import('./sort-menu.tsx')).SortMenu);

function Sort() {
  const sort = useQueue((queue) => queue.sort);
  return (
    <LateMenu
      code={sortMenu}
      props={{}}
      kind="menu"
      renderButton={(button) => (
        <button {...button} type="button" className={styles.sort} aria-label={`Sort: ${sortNames[sort]}`}>
          <IconArrowsSort size={14} stroke={1.8} aria-hidden="true" />
          <span className={styles.sortName}>{sortNames[sort]}</span>
        </button>
      )}
    />
  );
}

/** The ready-made filters with their counts, and the sort order. */
export function QuickBar({ counts }: { readonly counts: IssueCounts | undefined }) {
  const quick = useQueue((queue) => queue.quick);
  return (
    <div className={styles.bar}>
      <div role="group" aria-label="Filters" className={styles.filters}>
        {quickFilters.map((entry) => {
          const count = counts === undefined ? undefined : entry.count(counts);
          const alarming = entry.id === 'overdue' && (count ?? 0) > 0;
          return (
            <button
              key={entry.id}
              type="button"
              className={styles.filter}
              aria-pressed={quick === entry.id}
              onClick={() => setQuick(entry.id)}
            >
              {entry.name}
              {count !== undefined && (
                <span className={styles.count} data-alarming={alarming || undefined}>
                  {number(count)}
                </span>
              )}
            </button>
          );
        })}
      </div>
      <Sort />
      <ColumnsButton view="queue" columns={issueColumns} groupName="Group by severity" />
    </div>
  );
}
