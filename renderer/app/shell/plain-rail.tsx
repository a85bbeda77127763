import styles from './rail.module.css';
import { formatRoute } from '#renderer/app/route.ts';
import { screenRows } from '#renderer/app/screens/registry.ts';

/** The way between the screens when the rail itself could not be drawn. */
export function PlainRail() {
  return (
    <nav className={styles.rail} aria-label="Screens">
      {screenRows().map(({ id, name }) => (
        <a key={id} className={styles.entry} href={formatRoute({ screen: id, issueId: null, params: {} })}>
          {name}
        </a>
      ))}
    </nav>
  );
}
