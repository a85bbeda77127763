import type { IssueCounts } from '#shared/contract/issues.ts';
import { useEffect } from 'react';
import { useRoute } from '#renderer/app/router.ts';
import { onChanged } from '#renderer/data/refresh.ts';
import { Part } from '#renderer/app/later.tsx';
import { lazyPart, screenIsDrawn } from '#renderer/app/part.ts';
import { followAddress } from './address.ts';
import { announceCounts } from './announce-counts.ts';
import { refreshQueue, showRows } from './load.ts';
import { BrokenPane } from '#renderer/screens/queue/issue/broken-pane.tsx';
import { Boundary } from '#renderer/kit/boundary.tsx';
import { SplitPane } from '#renderer/kit/split-pane.tsx';
import { QueueList } from './queue-list.tsx';
import styles from './queue-screen.module.css';
import { QuickBar } from './quick-bar.tsx';
import { SearchBox } from './search-box.tsx';
import './follow-changes.ts';
import { useQueue } from './store.ts';
import { SelectionBar } from './selection-bar.tsx';

const issuePane = lazyPart<{ readonly id: string }>(
  async () => (await import('#renderer/screens/queue/issue/issue-pane.tsx')).IssuePane,
  'next',
);

/** The queue, with the open issue beside it where there is room, else in its place. */
export function QueueScreen({ counts }: { readonly counts: IssueCounts | undefined }) {
  const issueId = useRoute((route) => route.issueId);
  useEffect(followAddress, []);
  useEffect(showRows, []);
  useEffect(announceCounts, []);
  const loaded = useQueue((queue) => queue.loaded);
  useEffect(() => {
    if (loaded) screenIsDrawn();
  }, [loaded]);
  useEffect(() => onChanged(['issues', 'actions'], refreshQueue), []);
  const issue = issueId !== null && (
    <Part
      place="The issue"
      code={issuePane}
      props={{ id: issueId }}
      about={issueId}
      renderBroken={(error, again) => <BrokenPane error={error} again={again} />}
    />
  );
  return (
    <SplitPane name="Width of the issue" kept="gridline.issue-width" side={issue}>
      <section className={styles.queue} aria-label="Queue">
        <header className={styles.header}>
          <h1>Queue</h1>
          <SearchBox />
        </header>
        <Boundary place="The filters" about={counts} renderBroken={() => null}>
          <QuickBar counts={counts} />
        </Boundary>
        <Boundary place="The list">
          <QueueList />
        </Boundary>
        <SelectionBar />
      </section>
    </SplitPane>
  );
}
