import { IconPlugConnectedX } from '@tabler/icons-react';
import { type Link, useLinkState } from '#renderer/data/link-state.ts';
import { hasDesktopPort } from '#renderer/data/port.ts';
import styles from '#renderer/kit/bar.module.css';

/** After a quarter of a minute without an answer: it may have ended, and a new one has another address. */
const longAttempts = 6;
const restart = 'If this does not go away, quit Gridline and start it again.';
const openAnew = 'If Gridline was stopped, start it again and open the address that it prints.';

/** What is wrong with the connection, and what to do; null where there is nothing. */
function troubleOf({ state, attempt }: Link): string | null {
  if (state === 'refused') return 'Gridline was restarted. Open the new address that it printed.';
  if (state === 'open' || (state === 'connecting' && attempt <= 1)) return null;
  const next = attempt < longAttempts ? '' : ` ${hasDesktopPort() ? restart : openAnew}`;
  return `Reconnecting… What you see may be out of date.${next}`;
}

/** Says that the connection to the core is gone, and whether it comes back by itself. Nothing else on screen changes. */
export function LinkBar() {
  const trouble = useLinkState(troubleOf);
  return (
    <div role="status">
      {trouble !== null && (
        <div className={styles.bar} data-kind="lost">
          <IconPlugConnectedX size={15} stroke={1.8} aria-hidden="true" />
          <span>{trouble}</span>
        </div>
      )}
    </div>
  );
}
