import styles from './feed-note.module.css';

/** What people should know of a feed although it is read. Of wrong items: what and how many, which, and what to do. */
export function FeedNote({ note }: { readonly note: string }) {
  const [what = '', ...rest] = note.split('\n');
  const which = rest.slice(0, -1);
  const next = rest.at(-1);
  return (
    <div className={styles.note} role="note">
      <p>{what}</p>
      {which.length > 0 && (
        <details>
          <summary>Which</summary>
          <ul>
            {which.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
      {next !== undefined && <p className={styles.next}>{next}</p>}
    </div>
  );
}
