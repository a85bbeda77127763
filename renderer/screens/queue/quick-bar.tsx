import { Menu } from '@mantine/core';
import { IconArrowsSort, IconCheck } from '@tabler/icons-react';
import type { IssueCounts } from '#shared/contract/issues.ts';
import { ColumnMenu } from '#renderer/kit/list/column-menu.tsx';
import { number } from '#renderer/kit/count-words.ts';
import { issueColumns } from './columns.tsx';
import { quickFilters, sortNames, sorts } from './filters.ts';
import { setQuick, setSort } from './load.ts';
import styles from './quick-bar.module.css';
import { useQueue } from './store.ts';

function SortMenu() {
  const sort = useQueue((queue) => queue.sort);
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className={styles.sort} aria-label={`Sort: ${sortNames[sort]}`}>
          <IconArrowsSort size={14} stroke={1.8} aria-hidden="true" />
          <span className={styles.sortName}>{sortNames[sort]}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {sorts.map((key) => (
          <Menu.Item
            key={key}
            onClick={() => setSort(key)}
            rightSection={key === sort ? <IconCheck size={14} aria-label="chosen" /> : undefined}
          >
            {sortNames[key]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
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
      <SortMenu />
      <ColumnMenu view="queue" columns={issueColumns} groupName="Group by severity" />
    </div>
  );
}
