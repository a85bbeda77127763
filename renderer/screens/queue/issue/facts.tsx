import type { ReactNode } from 'react';
import type { IssueDetail } from '#shared/contract/schemas/issue.ts';
import { number } from '#renderer/kit/count-words.ts';
import { When } from '#renderer/kit/time.tsx';
import { setOwner } from '#renderer/screens/queue/act.ts';
import pane from '#renderer/kit/pane.module.css';
import button from '#renderer/kit/small-button.module.css';
import styles from './facts.module.css';

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function controlNumbers(detail: IssueDetail): string | null {
  const control = detail.documents[0]?.control;
  if (control === undefined) return null;
  const parts = [control.interchange, control.group, control.set].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' / ');
}

/** The plain data of the issue. */
export function Facts({ detail, owner }: { readonly detail: IssueDetail; readonly owner: string | null }) {
  const { issue } = detail;
  const control = controlNumbers(detail);
  return (
    <dl className={`${pane.facts} ${styles.facts}`}>
      <Fact name="Partner">
        {issue.partner}
        {issue.partnerAddress !== null && issue.partnerAddress !== issue.partner && (
          <span className={styles.address}>{issue.partnerAddress}</span>
        )}
      </Fact>
      <Fact name="Owner">
        {owner ?? <span className={styles.faint}>Nobody</span>}
        {owner !== null && (
          <button
            type="button"
            className={`${button.text} ${styles.take}`}
            onClick={() => void setOwner([issue.id], null)}
          >
            Remove
          </button>
        )}
      </Fact>
      <Fact name="Direction">
        {issue.direction === 'outbound' ? 'We sent it' : issue.direction === 'inbound' ? 'They sent it' : 'Unknown'}
      </Fact>
      {control !== null && (
        <Fact name="Control numbers">
          <span className={styles.mono} title="Interchange / group / transaction set">
            {control}
          </span>
        </Fact>
      )}
      <Fact name="First seen">
        <When at={issue.firstSeenAt} />
      </Fact>
      <Fact name="Last seen">
        <When at={issue.lastSeenAt} />
      </Fact>
      <Fact name="Occurrences">{number(issue.occurrences)}</Fact>
      <Fact name="Reported by">{detail.reportedBy}</Fact>
    </dl>
  );
}
