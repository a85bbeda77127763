import { IconArrowUp, IconCircleCheck, IconFilterOff, IconPlugConnected } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { Boundary } from '#renderer/kit/boundary.tsx';
import { Empty, Failed } from '#renderer/kit/notice.tsx';
import { useInfo } from '#renderer/data/info.ts';
import { goTo, useRoute } from '#renderer/app/router.ts';
import { nowSeen, refreshQueue, setQuick, setSearch } from './load.ts';
import styles from './queue-list.module.css';
import rowStyles from './queue-row.module.css';
import { BrokenRow, QueueRow, rowHeight } from './queue-row.tsx';
import { indexOf, rowAt } from './row-window.ts';
import { useQueue } from './store.ts';
import { useFixedRows } from './use-fixed-rows.ts';

const columns = ['Due', 'Partner', 'Document', 'Reason', 'Status', 'Owner', 'Age'] as const;
const columnStyle = ['due', 'partner', 'document', 'reason', 'chips', 'owner', 'age'] as const;

function Head() {
  return (
    <div role="row" aria-rowindex={1} className={rowStyles.head}>
      <span role="columnheader">
        <span className="unseen">Selected</span>
      </span>
      <span role="columnheader">
        <span className="unseen">Severity</span>
      </span>
      {columns.map((name, at) => (
        <span key={name} role="columnheader" className={rowStyles[columnStyle[at] ?? 'due']}>
          {name}
        </span>
      ))}
    </div>
  );
}

function Nothing() {
  const quick = useQueue((queue) => queue.quick);
  const searched = useQueue((queue) => queue.search !== '');
  const filtered = quick !== 'all' || searched;
  const unconnected = useInfo(({ info }) => info?.mode === 'fresh' || info?.mode === 'unconnected');
  if (!filtered && unconnected) {
    return (
      <Empty
        icon={<IconPlugConnected size={26} stroke={1.4} />}
        title="Nothing is connected yet"
        action={<Button onClick={() => goTo('connections')}>Open connections</Button>}
      >
        Connect Trading Grid or a drop folder, and its exceptions appear here. You can also drop EDI files onto this
        window.
      </Empty>
    );
  }
  if (!filtered) {
    return (
      <Empty icon={<IconCircleCheck size={28} stroke={1.4} />} title="Nothing needs you right now">
        New exceptions appear here by themselves as Trading Grid and your partners report them. You can also drop EDI
        files onto this window.
      </Empty>
    );
  }
  const showAll = () => {
    setQuick('all');
    setSearch('');
  };
  return (
    <Empty
      icon={<IconFilterOff size={26} stroke={1.4} />}
      title="No issue matches"
      action={
        <Button variant="default" onClick={showAll}>
          Show all unresolved
        </Button>
      }
    >
      {quick === 'resolved'
        ? 'No resolved issue fits at the moment.'
        : 'Nothing unresolved fits at the moment. Resolved issues are under "Resolved".'}
    </Empty>
  );
}

/** The queue itself: only the rows on screen exist, and the row under the cursor stays where it is while others come in. */
export function QueueList() {
  const scroller = useRef<HTMLDivElement>(null);
  const window = useQueue((queue) => queue.window);
  const loaded = useQueue((queue) => queue.loaded);
  const error = useQueue((queue) => queue.error);
  const cursor = useQueue((queue) => queue.cursor);
  const fresh = useQueue((queue) => queue.fresh);
  const openId = useRoute((route) => route.issueId);
  const { first, last, atTop } = useFixedRows(scroller, rowHeight, window.total);

  useEffect(() => nowSeen({ first, last, atTop }), [first, last, atTop]);

  const shifted = useRef(window.shifted);
  useLayoutEffect(() => {
    const delta = window.shifted - shifted.current;
    shifted.current = window.shifted;
    if (delta !== 0 && scroller.current !== null) scroller.current.scrollTop += delta * rowHeight;
  }, [window.shifted]);

  // Brings the cursor into view when the user moves it; not when rows move around it.
  useLayoutEffect(() => {
    const node = scroller.current;
    if (cursor === null || node === null) return;
    const at = indexOf(useQueue.getState().window, cursor);
    if (at < 0) return;
    const top = at * rowHeight;
    if (top < node.scrollTop) node.scrollTop = top;
    else if (top + 2 * rowHeight > node.scrollTop + node.clientHeight) {
      node.scrollTop = top + 2 * rowHeight - node.clientHeight;
    }
  }, [cursor]);

  const indexes: number[] = [];
  for (let at = Math.max(0, first - 6); at <= Math.min(window.total - 1, last + 6); at += 1) indexes.push(at);
  const cursorDrawn = indexes.some((at) => rowAt(window, at)?.id === cursor);

  return (
    <div className={styles.wrap}>
      <div
        className={styles.grid}
        role="grid"
        aria-label="Issues"
        aria-rowcount={window.more ? -1 : window.total + 1}
        aria-multiselectable="true"
        aria-activedescendant={cursorDrawn ? `issue-${cursor}` : undefined}
        aria-busy={!loaded}
        tabIndex={0}
      >
        <Head />
        <div role="rowgroup" className={styles.scroller} ref={scroller} data-queue-scroller="">
          {loaded && window.total > 0 && (
            <div role="presentation" className={styles.space} style={{ height: window.total * rowHeight }}>
              {indexes.map((at) => {
                const row = rowAt(window, at);
                if (row !== undefined) {
                  return (
                    <Boundary
                      key={row.id}
                      place="An issue"
                      about={row}
                      renderBroken={() => <BrokenRow id={row.id} index={at} />}
                    >
                      <QueueRow row={row} index={at} open={row.id === openId} />
                    </Boundary>
                  );
                }
                return (
                  <div key={at} className={styles.ghost} style={{ transform: `translateY(${at * rowHeight}px)` }} />
                );
              })}
            </div>
          )}
          {!loaded && error === undefined && <div className={styles.loading} aria-hidden="true" />}
        </div>
      </div>
      {fresh > 0 && (
        <button type="button" className={styles.fresh} onClick={() => scroller.current?.scrollTo({ top: 0 })}>
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
    </div>
  );
}
