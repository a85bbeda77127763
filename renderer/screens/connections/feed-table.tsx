import { Button } from '@mantine/core';
import { useState } from 'react';
import { rpc } from '#renderer/data/rpc.ts';
import type { FeedHealth, FeedState } from '#shared/model/connection.ts';
import { counted, number } from '#renderer/kit/count-words.ts';
import { Next, When } from '#renderer/kit/time.tsx';
import { say, sayFailed } from '#renderer/kit/toast.tsx';
import styles from './connections.module.css';
import { FeedNote } from './feed-note.tsx';
import { offers, WideTable } from '#renderer/kit/wide-table.tsx';

const healthWords: Record<FeedHealth, string> = {
  'worked last time': 'Worked last time',
  'never polled': 'Not read yet',
  healthy: 'Healthy',
  polling: 'Reading now',
  stale: 'Behind',
  failing: 'Failing',
  paused: 'Paused',
};

function Poll({ feed }: { readonly feed: FeedState }) {
  const [busy, setBusy] = useState(false);
  const poll = async () => {
    setBusy(true);
    try {
      const { feeds } = await rpc.connections.poll({ feed: feed.id });
      const received = feeds.reduce((sum, entry) => sum + entry.received, 0);
      const failed = feeds.find((entry) => entry.error !== null);
      say(
        failed?.error ??
          `${feed.name}: ${received === 0 ? 'nothing new' : counted(received, 'new entry', 'new entries')}.`,
      );
    } catch (error) {
      sayFailed(`${feed.name} could not be read.`, error);
    }
    setBusy(false);
  };
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={busy}
      aria-label={`Poll now: ${feed.name}`}
      onClick={() => void poll()}
    >
      Poll now
    </Button>
  );
}

const at = (time: number | null) => (time === null ? '–' : <When at={time} />);

/** Why it is not read as it should be, and what ends that. */
function Held({ held }: { readonly held: NonNullable<FeedState['held']> }) {
  return (
    <p className={styles.feedError}>
      {held.reason}{' '}
      {held.until === null ? (
        'It is not polled until this is fixed.'
      ) : (
        <>
          Next try: <Next at={held.until} />.
        </>
      )}
    </p>
  );
}

const headings = [
  'Feed',
  'Health',
  'Last success',
  'Read up to',
  'Next poll',
  { name: 'Received', className: styles.number },
  { name: 'Duplicates', className: styles.number },
  offers,
];

type Props = { readonly feeds: readonly FeedState[] };

/** What is read from the system: how far, how often, and what came. */
export function FeedTable({ feeds }: Props) {
  return (
    <WideTable label="Feeds" className={styles.feeds} headings={headings}>
      {feeds.map((feed) => (
        <tr key={feed.id} data-feed={feed.id}>
          <td className={styles.feedName}>
            {feed.name}
            {feed.held !== null && <Held held={feed.held} />}
            {feed.notes.map((note) => (
              <FeedNote key={note} note={note} />
            ))}
          </td>
          <td>
            <span className={styles.health} data-health={feed.health}>
              {healthWords[feed.health]}
            </span>
          </td>
          <td>{at(feed.lastSuccessAt)}</td>
          <td>{at(feed.cursorAt)}</td>
          <td>{feed.nextAttemptAt === null ? '–' : <Next at={feed.nextAttemptAt} />}</td>
          <td className={styles.number}>{number(feed.received)}</td>
          <td className={styles.number}>{number(feed.duplicates)}</td>
          <td className={styles.poll}>
            <Poll feed={feed} />
          </td>
        </tr>
      ))}
    </WideTable>
  );
}
