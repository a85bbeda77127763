import type { IssueDetail } from '#shared/contract/schemas/issue.ts';
import { goTo } from '#renderer/app/router.ts';
import { queueParams, wholeQueue } from '#renderer/screens/queue/params.ts';
import { counted, number } from '#renderer/kit/count-words.ts';
import { When } from '#renderer/kit/time.tsx';
import styles from './same-cause.module.css';

/** That the document is not alone, and the way to all that one cause has stopped. */
export function SameCause({
  incident,
  partner,
}: {
  readonly incident: IssueDetail['incident'];
  readonly partner: string;
}) {
  if (incident === null) return null;
  const { id, documents, unresolved, since } = incident;
  const show = () => goTo('queue', queueParams.write({ ...wholeQueue, search: `incident:${id}` }));
  return (
    <section className={styles.cause} aria-label="Same cause">
      <p>
        One of {counted(documents, 'document')} of {partner} with the same cause; it began <When at={since} />
        {unresolved < documents && <>, and {number(unresolved)} are unresolved</>}.
      </p>
      {unresolved > 1 && (
        <button type="button" className={styles.show} onClick={show}>
          Show all {number(unresolved)}
        </button>
      )}
    </section>
  );
}
