import { wasNotHeard } from '#renderer/data/failure.ts';
import { canReachCore } from '#renderer/kit/offline.ts';
import { sayFailed } from '#renderer/kit/toast.tsx';

type Undoable = { readonly what: string; readonly back: () => Promise<void> };

type Remembered = {
  /** Takes it back, once. */
  readonly undo: () => void;
  /** Whether it has not been taken back yet. */
  readonly stands: () => boolean;
  /** It did not happen: there is nothing to take back. */
  readonly forget: () => void;
};

const done: Undoable[] = [];
const remembered = 50;

/** Remembers how to take something back. Called before the call is answered: the key to undo may come sooner. */
export function remember(what: string, back: () => Promise<void>): Remembered {
  const entry = { what, back };
  done.push(entry);
  if (done.length > remembered) done.shift();
  const take = () => {
    const at = done.indexOf(entry);
    if (at >= 0) done.splice(at, 1);
    return at >= 0;
  };
  return {
    undo: () => {
      if (canReachCore() && take()) void run(entry);
    },
    stands: () => done.includes(entry),
    forget: () => void take(),
  };
}

async function run(entry: Undoable): Promise<void> {
  try {
    await entry.back();
  } catch (error) {
    // What was never heard can be asked for again.
    if (wasNotHeard(error)) done.push(entry);
    sayFailed(`"${entry.what}" could not be undone.`, error);
  }
}

/** Whether anything is left to take back. */
export const canUndo = (): boolean => done.length > 0;

/** Takes back the last thing done. */
export function undoLast(): void {
  if (!canReachCore()) return;
  const entry = done.pop();
  if (entry !== undefined) void run(entry);
}
