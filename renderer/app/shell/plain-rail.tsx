import styles from './rail.module.css';
import { formatRoute, screens } from '#renderer/app/route.ts';

const names = { queue: 'Queue', outbox: 'Outbox', connections: 'Connections', settings: 'Settings' } as const;

/** The way between the screens when the rail itself could not be drawn. */
export function PlainRail() {
  return (
    <nav className={styles.rail} aria-label="Screens">
      {screens.map((screen) => (
        <a key={screen} className={styles.entry} href={formatRoute({ screen, issueId: null })}>
          {names[screen]}
        </a>
      ))}
    </nav>
  );
}
