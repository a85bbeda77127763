import { z } from 'zod';
import { type Millis, minute } from '#shared/lib/time.ts';
import type { Clock, Log, Stop } from './ports.ts';
import { shiftWaitingActions } from './store/tables/actions.ts';
import { shiftSteps } from './store/tables/due-steps.ts';
import type { Store } from './store/open.ts';
import { readNote, writeNote } from './store/tables/notes.ts';

const seenNote = 'clock.lastSeen';
const seenSchema = z.number().optional().catch(undefined);
const everyMs = minute;
/** What time servers correct in passing is no reason to touch anything. */
const tolerated = minute;

/**
 * Notices that the clock was put back, in this run or between two. Every time that was noted on the old clock lies too
 * far ahead then, and what waits for it would stand still for as long; so what waits in the outbox, and steps that were
 * planned while the clock was ahead, move back by as much, and wait as long as they were meant to. `onSetBack` is for those that keep such times elsewhere.
 */
export function createClockWatch(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly onSetBack: (by: Millis) => void;
}): { start(): Stop } {
  const { store, clock, log, onSetBack } = deps;
  let timer: Stop | null = null;
  let stopped = false;

  const look = (): void => {
    const now = clock.now();
    const by = store.write((db) => {
      const seen = seenSchema.parse(readNote(db, seenNote)) ?? now;
      writeNote(db, seenNote, now);
      if (seen - now <= tolerated) return 0;
      shiftWaitingActions(db, -(seen - now));
      shiftSteps(db, now, seen - now);
      return seen - now;
    });
    if (by === 0) return;
    log('warn', 'The clock was put back', { minutes: Math.round(by / minute) });
    onSetBack(by);
  };

  const tick = (): void => {
    try {
      look();
    } catch (error) {
      log('error', 'The clock could not be compared', { error: String(error) });
    }
    if (!stopped) timer = clock.after(everyMs, tick);
  };

  return {
    start() {
      tick();
      return () => {
        stopped = true;
        void timer?.();
      };
    },
  };
}
