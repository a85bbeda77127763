import { IconArrowUp } from '@tabler/icons-react';
import { type MouseEvent, useMemo } from 'react';
import { useRoute, openIssue } from '#renderer/app/router.ts';
import { useChanges } from '#renderer/data/issues/changes.ts';
import { type Layer, patched } from '#renderer/data/issues/patch.ts';
import { List } from '#renderer/kit/list/list.tsx';
import type { Choosing } from '#renderer/kit/list/list-row.tsx';
import { Failed } from '#renderer/kit/notice.tsx';
import { issueColumns } from './columns.tsx';
import { cursorTo, selectTo, toggleSelected } from './cursor.ts';
import { nowSeen, refreshQueue, setSort } from './load.ts';
import { Nothing } from './nothing.tsx';
import styles from './queue-list.module.css';
import { indexOf, rowAt } from './row-window.ts';
import type { QueueRow } from './rows.ts';
import { selectGroup } from './select-many.ts';
import { useQueue } from './store.ts';
import { useGroups } from './use-groups.ts';
import { queueView } from './view.ts';

const drawn = new WeakMap<QueueRow, { readonly layers: readonly Layer[]; readonly row: QueueRow }>();

/** The row as it is shown; the same object for as long as neither it nor what the person did to it has changed. */
function shown(stored: QueueRow, layers: readonly Layer[] | undefined): QueueRow {
  if (layers === undefined) return stored;
  const before = drawn.get(stored);
  if (before?.layers === layers) return before.row;
  const row: QueueRow = { ...stored, ...patched(stored, layers) };
  drawn.set(stored, { layers, row });
  return row;
}

function onClick(row: QueueRow, index: number, event: MouseEvent): void {
  if (event.shiftKey) selectTo(index);
  else if (event.ctrlKey || event.metaKey) toggleSelected(row.id);
  else openIssue(row.id);
  cursorTo(index);
}

const idOf = (row: QueueRow): string => row.id;

/** The queue itself: the list, and what lies over it. */
export function QueueList() {
  const { window, loaded, error, cursor, fresh, selected, sort } = useQueue();
  const patches = useChanges((changes) => changes.patches);
  const openId = useRoute((route) => route.issueId);
  const choosing = useMemo<Choosing<QueueRow>>(
    () => ({
      isSelected: (id) => selected.has(id),
      toggle: toggleSelected,
      label: (row) => `Select ${row.title}`,
      group: (group) => void selectGroup(group),
    }),
    [selected],
  );
  const groups = useGroups();

  return (
    <List
      view={queueView}
      label="Issues"
      columns={issueColumns}
      sort={sort}
      onSort={setSort}
      count={loaded ? window.total : 0}
      more={window.more}
      rowAt={(index) => {
        const row = rowAt(window, index);
        return row === undefined ? undefined : shown(row, patches.get(row.id));
      }}
      idOf={idOf}
      marksOf={(row) => ({
        'data-issue-id': row.id,
        'data-status': row.status,
        'data-open': row.id === openId ? 'true' : undefined,
      })}
      groups={groups}
      cursor={cursor}
      cursorAt={cursor === null ? -1 : indexOf(window, cursor)}
      choosing={choosing}
      onClick={onClick}
      onSeen={nowSeen}
      shifted={window.shifted}
      busy={!loaded && error === undefined}
      brokenRow="This issue could not be shown in the list. Open it to see the details."
      renderOver={(toTop) => (
        <>
          {fresh > 0 && (
            <button type="button" className={styles.fresh} onClick={toTop}>
              <IconArrowUp size={13} stroke={2} aria-hidden="true" />
              {fresh} new
            </button>
          )}
          {loaded && window.total === 0 && error === undefined && (
            <div className={styles.over}>
              <Nothing />
            </div>
          )}
          {error !== undefined && window.total === 0 && (
            <div className={styles.over}>
              <Failed what="The queue could not be read." error={error} retry={refreshQueue} />
            </div>
          )}
        </>
      )}
    />
  );
}
