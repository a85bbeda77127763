import type { Millis } from '#shared/lib/time.ts';
import { useNow } from '#renderer/data/now.ts';
import styles from './time.module.css';
import { age, ago, coming, due, exact, span } from './time-words.ts';

/** `12 m ago`, with the exact time on hover. */
export function When({ at }: { readonly at: Millis }) {
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={exact(at)}>
      {ago(at, now)}
    </time>
  );
}

/** `in 12 m`, or `now` where it is about to be or should have been. */
export function Next({ at }: { readonly at: Millis }) {
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={exact(at)}>
      {coming(at, now)}
    </time>
  );
}

/** `12 m`, for a column. */
export function Age({ at }: { readonly at: Millis }) {
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={exact(at)}>
      {age(now - at)}
    </time>
  );
}

/** Time left until the service level is missed; red with a minus sign once it has been. */
export function Due({ at, long = false }: { readonly at: Millis | null; readonly long?: boolean }) {
  const now = useNow();
  const { text, state } = due(at, now);
  if (at === null) return <span className={styles.none}>–</span>;
  const overdue = state === 'overdue';
  const words = overdue ? `Overdue by ${span(now - at)}` : `Due in ${span(at - now)}`;
  return (
    <time className={styles[state]} dateTime={new Date(at).toISOString()} title={`${words}. Due ${exact(at)}`}>
      {long ? words : text}
    </time>
  );
}
