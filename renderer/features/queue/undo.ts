import type { Millis } from '#shared/lib/time.ts';
import { say, sayFailed } from '#renderer/ui/toast.tsx';

type Undoable = {
  readonly what: string;
  readonly until: Millis | null;
  readonly back: () => Promise<void>;
};

const done: Undoable[] = [];
const remembered = 50;

/** Remembers how to take something back; returns a function that does it once. */
export function remember(what: string, back: () => Promise<void>, until: Millis | null = null): () => void {
  const entry = { what, until, back };
  done.push(entry);
  if (done.length > remembered) done.shift();
  return () => {
    const at = done.indexOf(entry);
    if (at < 0) return;
    done.splice(at, 1);
    void run(entry);
  };
}

async function run(entry: Undoable): Promise<void> {
  try {
    await entry.back();
  } catch (error) {
    sayFailed(`"${entry.what}" could not be undone.`, error);
  }
}

/** Takes back the last thing done. */
export function undoLast(now: Millis): void {
  const entry = done.pop();
  if (entry === undefined) {
    say('There is nothing to undo.');
    return;
  }
  if (entry.until !== null && entry.until < now) {
    say(`"${entry.what}" has been sent already and cannot be undone here.`);
    return;
  }
  void run(entry);
}
