import { Button } from '@mantine/core';
import { Broken } from '#renderer/kit/broken.tsx';
import { leaveIssue } from '#renderer/screens/queue/commands.ts';
import pane from '#renderer/kit/pane.module.css';
import styles from './issue-pane.module.css';

/** In place of an issue that could not be drawn: the way back to the queue stays. */
export function BrokenPane({ error, again }: { readonly error: unknown; readonly again: () => void }) {
  return (
    <section className={pane.pane} aria-label="Issue">
      <div className={styles.body}>
        <Broken error={error} place="This issue" again={again} />
        <div className={styles.back}>
          <Button variant="subtle" color="gray" onClick={leaveIssue}>
            Close the issue
          </Button>
        </div>
      </div>
    </section>
  );
}
