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
      <p className={styles.note}>Desks that share a key send a person one message, not one from each desk.</p>
      {error !== null && <p role="alert">{failureWords(error)}</p>}
      {data?.problem === null && <p>{data.used ? 'In use.' : 'Not needed yet: nothing has been sent to a person.'}</p>}
      {data !== undefined && data.problem !== null && (
        <p className={styles.bad} role="alert">
          {data.problem.message} {data.problem.next}
        </p>
      )}
      <p>
        To share it, run <code>gridline recipient-key show</code> here and <code>gridline recipient-key set</code> on
        the other desk.
      </p>
    </section>
  );
}
