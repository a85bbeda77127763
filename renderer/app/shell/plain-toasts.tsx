import { notifications, useNotifications } from '@mantine/notifications';
import styles from './plain-toasts.module.css';

/** What was just said, where the code that says it for a while could not be fetched, as when the connection was lost first. */
export function PlainToasts() {
  const said = useNotifications().notifications;
  if (said.length === 0) return null;
  return (
    <div className={styles.said} role="alert">
      {said.map(({ id, message }) => (
        <div key={id}>{message}</div>
      ))}
      <button type="button" onClick={() => notifications.clean()}>
        Dismiss
      </button>
    </div>
  );
}
