import { useQuery } from '@tanstack/react-query';
import { queries } from '#renderer/data/queries.ts';
import { failureWords } from '#renderer/data/failure.ts';
import styles from './people.module.css';

/** Whether desks that share a key know of each other's messages to one person. The key itself is never on screen. */
export function RecipientKey() {
  const { data, error } = useQuery(queries.recipientKey());
  return (
    <section className={styles.key} aria-label="Recipient key">
      <h2>Recipient key</h2>
      <p className={styles.note}>Desks that share it send one message to one person, whichever of them was asked.</p>
      {error !== null && <p role="alert">{failureWords(error)}</p>}
      {data?.problem === null && <p>{data.used ? 'In use.' : 'Not needed yet: nothing was sent to people by name.'}</p>}
      {data !== undefined && data.problem !== null && (
        <p className={styles.bad} role="alert">
          {data.problem.message} {data.problem.next}
        </p>
      )}
      <p>
        <code>gridline recipient-key show</code> gives it to another desk, <code>set</code> takes it there.
      </p>
    </section>
  );
}
