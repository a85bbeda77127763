import { notifications } from '@mantine/notifications';
import type { Millis } from '#shared/lib/time.ts';
import { HoldRing } from './hold-ring.tsx';
import { coreNow, useNow } from '#renderer/data/now.ts';
import { clearPassing, showPassing } from './toast.tsx';
import styles from './undo-toast.module.css';

function Left({ until }: { readonly until: Millis }) {
  const now = useNow('second');
  return <span className={styles.left}>{Math.max(0, Math.ceil((until - now) / 1_000))} s</span>;
}

let undoKey = '';

/** Says which key takes back, as it is printed; empty where none does. */
export function setUndoKey(printed: string): void {
  undoKey = printed;
}

type Done = {
  readonly message: string;
  /** Which issue, where it is one. */
  readonly about: string | null;
};

/** Says what was done and to which issue, with a way back. With `until`, a ring shows how long the way back is open. */
export function sayDone({ message, about }: Done, back: () => void, until: Millis | null = null): void {
  const id = `undo-${message}-${coreNow()}`;
  const undo = () => {
    notifications.hide(id);
    back();
  };
  clearPassing();
  showPassing(id, {
    autoClose: until === null ? 6_000 : Math.max(1_000, until - coreNow()),
    withCloseButton: false,
    message: (
      <span className={styles.toast}>
        {until !== null && <HoldRing until={until} length={Math.max(1_000, until - coreNow())} />}
        <span className={styles.words}>
          <span>{message}</span>
          {about !== null && <span className={styles.about}>{about}</span>}
        </span>
        {until !== null && <Left until={until} />}
        <button type="button" className={styles.undo} onClick={undo}>
          Undo {undoKey !== '' && <kbd aria-hidden="true">{undoKey}</kbd>}
        </button>
      </span>
    ),
  });
}
