import type { IssueDetail } from '#shared/contract/schemas/issue.ts';
import { useQuery } from '#renderer/data/query.ts';
import { rpc } from '#renderer/data/rpc.ts';
import { patched } from '#renderer/screens/queue/patch.ts';
import { useQueue } from '#renderer/screens/queue/store.ts';
import { Boundary } from '#renderer/kit/boundary.tsx';
import { Failed } from '#renderer/kit/notice.tsx';
import { Acknowledgements } from './acknowledgements.tsx';
import { CommentBox } from './comment-box.tsx';
import { DocumentSection } from './document-section.tsx';
import { Explanation } from './explanation.tsx';
import { Facts } from './facts.tsx';
import styles from './issue-pane.module.css';
import { PaneHead } from './pane-head.tsx';
import { RawEvents } from './raw-events.tsx';
import { Timeline } from './timeline.tsx';

/** Details looked at lately, so that going back to one shows it at once. */
const seen = new Map<string, IssueDetail>();
const remembered = 60;

async function ask(id: string, signal: AbortSignal): Promise<IssueDetail> {
  const detail = await rpc.issues.get({ id }, { signal });
  seen.delete(id);
  seen.set(id, detail);
  const oldest = seen.keys().next().value;
  if (seen.size > remembered && oldest !== undefined) seen.delete(oldest);
  return detail;
}

function Loading() {
  return (
    <div className={styles.loading} role="status" aria-label="Loading the issue">
      <i />
      <i />
      <i />
      <i />
    </div>
  );
}

/** Everything about one issue: what it means first, the proof after it. */
export function IssuePane({ id }: { readonly id: string }) {
  const { data, error, refresh } = useQuery(id, (signal) => ask(id, signal), ['issues', 'actions'], seen);
  const patch = useQueue((queue) => queue.patches.get(id));

  return (
    <section className={styles.pane} aria-label="Issue" data-issue-detail={id}>
      <PaneHead id={id} row={data === undefined ? undefined : patched(data.issue, patch)} links={data?.links ?? []} />
      <div key={id} className={styles.body} tabIndex={-1}>
        {data === undefined && error === undefined && <Loading />}
        {data === undefined && error !== undefined && (
          <Failed what="The issue could not be read." error={error} retry={refresh} />
        )}
        {data !== undefined && (
          <Boundary place="The detail of this issue" about={data}>
            <Explanation explanation={data.explanation} resolved={patched(data.issue, patch).status === 'resolved'} />
            <Facts detail={data} owner={patched(data.issue, patch).owner} />
            {data.documents.map((document) => (
              <Boundary key={document.id} place="This document" about={document}>
                <DocumentSection document={document} />
              </Boundary>
            ))}
            {data.acknowledgements.length > 0 && <Acknowledgements list={data.acknowledgements} />}
            <Timeline entries={data.timeline} />
            <CommentBox id={id} />
            {data.raw.length > 0 && <RawEvents events={data.raw} />}
          </Boundary>
        )}
      </div>
    </section>
  );
}
