import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconCircleCheck, IconFilterOff, IconPlugConnected } from '@tabler/icons-react';
import { goTo } from '#renderer/app/router.ts';
import { queries } from '#renderer/data/queries.ts';
import { Empty } from '#renderer/kit/notice.tsx';
import { showQueue } from './load.ts';
import { useQueue } from './store.ts';

function showAll(): void {
  showQueue({ quick: 'all', search: '', sort: useQueue.getState().sort, rows: useQueue.getState().rows });
}

/** What the queue says where it has no rows: why, and what to do about it. */
export function Nothing() {
  const quick = useQueue((queue) => queue.quick);
  const searched = useQueue((queue) => queue.search !== '');
  const unread = useQueue((queue) => queue.problem !== null);
  const filtered = quick !== 'all' || searched;
  const { data: info } = useQuery(queries.info());
  const unconnected = info?.mode === 'fresh' || info?.mode === 'unconnected';
  if (!filtered && unconnected) {
    return (
      <Empty
        icon={<IconPlugConnected size={26} stroke={1.4} />}
        title="Nothing is connected yet"
        action={<Button onClick={() => goTo('connections')}>Open connections</Button>}
      >
        Connect one of your systems, and its exceptions appear here. You can also drop EDI files onto this window.
      </Empty>
    );
  }
  if (!filtered) {
    return (
      <Empty icon={<IconCircleCheck size={28} stroke={1.4} />} title="Nothing needs you right now">
        New exceptions appear here automatically as Trading Grid and your partners report them. You can also drop EDI
        files onto this window.
      </Empty>
    );
  }
  if (unread) {
    return (
      <Empty icon={<IconFilterOff size={26} stroke={1.4} />} title="Nothing was searched for yet">
        Part of the search was not understood. It is marked under the search box.
      </Empty>
    );
  }
  return (
    <Empty
      icon={<IconFilterOff size={26} stroke={1.4} />}
      title="No matching issues"
      action={
        <Button variant="default" onClick={showAll}>
          Show all unresolved
        </Button>
      }
    >
      {quick === 'resolved'
        ? 'No resolved issues match right now.'
        : 'No unresolved issues match right now. Resolved issues are under “Resolved”.'}
    </Empty>
  );
}
