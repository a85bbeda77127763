import styles from './skip-link.module.css';

/** What the keyboard reaches first: past the rail, to the screen itself. A button, since the address is ours. */
export function SkipLink() {
  return (
    <button type="button" className={styles.skip} onClick={() => document.querySelector('main')?.focus()}>
      Skip to the content
    </button>
  );
}
