import { IconPlugConnectedX } from '@tabler/icons-react';
import { useLinkState } from '#renderer/data/link-state.ts';
import { hasDesktopPort } from '#renderer/data/port.ts';
import styles from '#renderer/kit/bar.module.css';

/** After a quarter of a minute without an answer: it may have ended, and a new one has another address. */
const longAttempts = 6;
const restart = 'If this does not go away, quit Gridline and start it again.';
const openAnew = 'If Gridline was stopped, start it again and open the address that it prints.';

/** Says that the connection to the core is gone and being made again. Nothing else on screen changes. */
export function LinkBar() {
  const lost = useLinkState((link) => link.state === 'lost' || (link.state === 'connecting' && link.attempt > 1));
  const long = useLinkState((link) => link.attempt >= longAttempts);
  return (
    <div role="status">
      {lost && (
        <div className={styles.bar} data-kind="lost">
          <IconPlugConnectedX size={15} stroke={1.8} aria-hidden="true" />
          <span>
            Reconnecting… What you see may be out of date.
            {long && ` ${hasDesktopPort() ? restart : openAnew}`}
          </span>
        </div>
      )}
    </div>
  );
}
