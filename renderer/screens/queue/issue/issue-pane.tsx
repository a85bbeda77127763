import { useQuery } from '@tanstack/react-query';
import { useLayoutEffect } from 'react';
import type { IssueDetail } from '#shared/contract/schemas/issue.ts';
import { queries } from '#renderer/data/queries.ts';
import type { IssueRow } from '#shared/model/issue/issue.ts';
import { useChanges } from '#renderer/data/issues/changes.ts';
import { patched } from '#renderer/data/issues/patch.ts';
import { indexOf, rowAt } from '#renderer/screens/queue/row-window.ts';
import { useQueue } from '#renderer/screens/queue/store.ts';
import { Boundary } from '#renderer/kit/boundary.tsx';
import { Failed } from '#renderer/kit/notice.tsx';
import { Acknowledgements } from './acknowledgements.tsx';
import { CommentBox } from './comment-box.tsx';
import { DocumentSection } from './document-section.tsx';
import { Explanation, Lead } from './explanation.tsx';
import { Facts } from './facts.tsx';
import pane from '#renderer/kit/pane.module.css';
import styles from './issue-pane.module.css';
import { issuePane } from './focus-pane.ts';
import { PaneHead } from './pane-head.tsx';
import { SameCause } from './same-cause.tsx';
import { RawEvents } from './raw-events.tsx';
import { unsaidBy } from './said.ts';
import { Timeline } from './timeline.tsx';

/** What stands under the head, each thing said once. */
function Body({ id, data, row }: { readonly id: string; readonly data: IssueDetail; readonly row: IssueRow }) {
  const unsaid = unsaidBy(data.explanation);
  const read = data.acknowledgements.map((acknowledgement) => acknowledgement.id);
  return (
    <Boundary place="The details of this issue" about={data}>
      <Explanation explanation={data.explanation} resolved={row.status === 'resolved'} />
      <SameCause issueId={row.id} incident={data.incident} partner={row.partner} />
      <Facts detail={data} owner={row.owner} />
      {data.documents.map((document) => (
        <Boundary key={document.id} place="This document" about={document}>
          <DocumentSection document={document} read={read} unsaid={unsaid} />
        </Boundary>
      ))}
      {data.acknowledgements.length > 0 && <Acknowledgements list={data.acknowledgements} unsaid={unsaid} />}
      <Timeline entries={data.timeline} unsaid={unsaid} />
      <CommentBox id={id} />
      {data.raw.length > 0 && <RawEvents events={data.raw} />}
    </Boundary>
  );
}

/** What the list knows already, until the rest is there. */
function Loading({ row }: { readonly row: IssueRow | undefined }) {
  return (
    <>
      {row !== undefined && (
        <div className={styles.lead}>
          <Lead>{row.explanation}</Lead>
        </div>
      )}
      <div className={styles.loading} role="status" aria-label="Loading the issue">
        <i />
        <i />
        <i />
        <i />
      </div>
    </>
  );
}

/** Everything about one issue: what it means first, the proof after it. */
export function IssuePane({ id }: { readonly id: string }) {
  const { data, error, refetch } = useQuery(queries.issue(id));
  const layers = useChanges(({ patches }) => patches.get(id));
  const listed = useQueue(({ window }) => rowAt(window, indexOf(window, id)));
  const stored = data?.issue ?? listed;
  const row = stored === undefined ? undefined : patched(stored, layers);
  useLayoutEffect(() => issuePane.isThere(), []);

  return (
    <section id={issuePane.id} tabIndex={-1} className={pane.pane} aria-label="Issue" data-issue-detail={id}>
      <PaneHead id={id} row={row} links={data?.links ?? []} />
      <div key={id} className={styles.body} tabIndex={-1}>
        {data === undefined && error === null && <Loading row={row} />}
        {data === undefined && error !== null && (
          <Failed what="The issue could not be read." error={error} retry={() => void refetch()} />
        )}
        {data !== undefined && row !== undefined && <Body id={id} data={data} row={row} />}
      </div>
    </section>
  );
}
