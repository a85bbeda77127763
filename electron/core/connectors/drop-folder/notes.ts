import { type Millis, minute } from '#shared/lib/time.ts';
import type { ConnectorError } from '../sdk/error.ts';
import { isPassing } from './folder-error.ts';
import type { Memory, Trouble } from './memory.ts';

/** What ends by itself is an error only after this long. */
const passingFor: Millis = minute;
const mostNamed = 5;

/** What people should know of files that stay in the folder. */
export function notesOf(memory: Memory, now: Millis): readonly string[] {
  const waiting = memory.allWaiting().filter(({ told, size }) => !told && size >= 0);
  const cutOff = memory.allWaiting().filter(({ told }) => told);
  const locked = [...memory.troubles().values()].filter((trouble) => isShortly(trouble, now));
  // The worst is the feed's error.
  const others = lastingTroubles(memory, now).slice(1);
  return [
    ...listed(waiting, ({ name, reason }) => `${name} is still being written. ${reason}`),
    ...listed(
      cutOff,
      ({ name, reason }) =>
        `${name} seems to be cut off. ${reason} It is read again when it changes; move it away if nothing more will come.`,
    ),
    ...listed([...locked, ...others], ({ error }) => `${error.message} Gridline will retry automatically.`),
  ];
}

function listed<T>(items: readonly T[], say: (item: T) => string): readonly string[] {
  const more = items.length - mostNamed;
  return [...items.slice(0, mostNamed).map(say), ...(more > 0 ? [`${more} more files are in the same state.`] : [])];
}

function isShortly({ error, since }: Trouble, now: Millis): boolean {
  return isPassing(error) && Math.abs(now - since) < passingFor;
}

/** Those that do not seem to pass by themselves, the oldest first. */
function lastingTroubles(memory: Memory, now: Millis): readonly Trouble[] {
  const lasting = [...memory.troubles().values()].filter((trouble) => !isShortly(trouble, now));
  return lasting.toSorted((a, b) => a.since - b.since);
}

/** The trouble to be told as the feed's error. */
export function worstTrouble(memory: Memory, now: Millis): ConnectorError | null {
  return lastingTroubles(memory, now)[0]?.error ?? null;
}
