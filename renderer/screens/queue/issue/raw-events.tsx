import type { IssueDetail } from '#shared/contract/schemas/issue.ts';
import { exact } from '#renderer/kit/time-words.ts';
import styles from './raw-events.module.css';

/** What came over the wire, for those who want to see it. Folded. */
export function RawEvents({ events }: { readonly events: IssueDetail['raw'] }) {
  return (
    <details className={styles.raw}>
      <summary>
        Raw events <span className={styles.count}>{events.length}</span>
      </summary>
      {events.map((event) => (
        <div key={event.seq} className={styles.event}>
          <p>
            {event.source}, event {event.seq}, {exact(event.at)}
          </p>
          <pre tabIndex={0} aria-label={`Event ${event.seq}`}>
            {JSON.stringify(event.payload, null, 2)}
          </pre>
        </div>
      ))}
    </details>
  );
}
