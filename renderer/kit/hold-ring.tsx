import type { Millis } from '#shared/lib/time.ts';
import styles from './hold-ring.module.css';
import { coreNow } from '#renderer/data/now.ts';

const radius = 5.5;
const around = 2 * Math.PI * radius;

/** A ring that empties until the time is up; a full quiet ring where the time is not known. */
export function HoldRing({ until, length = 10_000 }: { readonly until: Millis | null; readonly length?: Millis }) {
  const left = until === null ? 0 : Math.max(0, until - coreNow());
  return (
    <svg className={styles.ring} width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      <circle cx="7" cy="7" r={radius} className={styles.track} />
      {until !== null && (
        <circle
          cx="7"
          cy="7"
          r={radius}
          className={styles.left}
          strokeDasharray={around}
          style={{ animationDuration: `${length}ms`, animationDelay: `${left - length}ms` }}
        />
      )}
    </svg>
  );
}
