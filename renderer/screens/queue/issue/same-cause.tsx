import type { IssueDetail } from '#shared/contract/schemas/issue.ts';
import { runCommand } from '#renderer/app/commands/table.ts';
import { goTo } from '#renderer/app/router.ts';
import { takeOut } from '#renderer/screens/queue/commands.ts';
import { escalateIncident } from '#renderer/screens/queue/compose.ts';
import { queueParams, wholeQueue } from '#renderer/screens/queue/params.ts';
import { counted, number } from '#renderer/kit/count-words.ts';
import { When } from '#renderer/kit/time.tsx';
import styles from './same-cause.module.css';

type Props = {
  readonly issueId: string;
  readonly incident: IssueDetail['incident'];
  readonly partner: string;
};

/** That the document is not alone, and what can be done with all that one cause has stopped. */
export function SameCause({ issueId, incident, partner }: Props) {
  if (incident === null) return null;
  const { id, documents, unresolved, since } = incident;
  const show = () => goTo('queue', queueParams.write({ ...wholeQueue, search: `incident:${id}` }));
  const escalate = () => escalateIncident(issueId, `${counted(unresolved, 'document')} of ${partner}`);
  return (
    <section className={styles.cause} aria-label="Same cause">
      <p>
        One of {counted(documents, 'document')} of {partner} with the same cause; it began <When at={since} />
        {unresolved < documents && <>, and {number(unresolved)} are unresolved</>}.
      </p>
      <div className={styles.ways}>
        {unresolved > 1 && (
          <>
            <button type="button" className={styles.way} onClick={show}>
              Show all {number(unresolved)}
            </button>
            <button type="button" className={styles.way} onClick={escalate}>
              Escalate all {number(unresolved)} as one case
            </button>
          </>
        )}
        <button
          type="button"
          className={styles.way}
          title="This document has another cause"
          onClick={() => runCommand(takeOut, { kind: 'open', ids: [issueId] })}
        >
          Take this one out
        </button>
      </div>
    </section>
  );
}
