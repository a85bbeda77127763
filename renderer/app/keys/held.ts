import { isWriting } from './belongs.ts';
import { takeKeys } from './taken.ts';

export type HeldKeys = {
  /** Presses what was held, one key after another, as if it were pressed now. */
  readonly release: () => void;
  /** Forgets what was held, and holds no more. */
  readonly drop: () => void;
};

/** What leads elsewhere: who presses it waits no longer. */
const leads = new Set(['Escape', 'Tab', '/']);

/**
 * Keeps back what is pressed on the screen until that is there which it is meant for. Keys with Ctrl or Cmd, keys that lead
 * elsewhere and what is written in a field pass, and what was held before them is forgotten.
 */
export function holdKeys(): HeldKeys {
  let held: KeyboardEvent[] = [];
  const stop = takeKeys((event) => {
    if (isWriting(event.target) || event.ctrlKey || event.metaKey || leads.has(event.key)) {
      drop();
      return false;
    }
    event.preventDefault();
    held.push(event);
    return true;
  });
  const drop = () => {
    stop();
    held = [];
  };
  return {
    drop,
    release() {
      const keys = held;
      drop();
      pressEach(keys);
    },
  };
}

/** Each finds on screen what the one before it has done. */
function pressEach([next, ...rest]: readonly KeyboardEvent[]): void {
  if (next === undefined) return;
  requestAnimationFrame(() => {
    (document.activeElement ?? document.body).dispatchEvent(
      new KeyboardEvent('keydown', { ...init(next), bubbles: true }),
    );
    pressEach(rest);
  });
}

const init = ({ key, code, shiftKey, altKey }: KeyboardEvent): KeyboardEventInit => ({
  key,
  code,
  shiftKey,
  altKey,
  cancelable: true,
});
