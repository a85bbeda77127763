import { z } from 'zod';
import type { WriteDb } from '../store/db.ts';
import type { Store } from '../store/open.ts';
import { readNote, writeNote } from '../store/tables/notes.ts';
import { rederiveUnresolved } from './fold.ts';

/** Up to which issue due times are worked out anew; null = all of them are right. */
const placeNote = 'dueTimes.after';
const placeSchema = z.string().nullable().catch(null);
const step = 100;

/** The calendar changed: every due time has to be worked out anew. Belongs in the transaction of the change. */
export function dueTimesAreStale(db: WriteDb): void {
  writeNote(db, placeNote, '');
}

export type DueTimes = {
  /** Resolves when every due time fits the calendar. Other work gets its turn in between. */
  settle(): Promise<void>;
  stop(): Promise<void>;
};

/** Works due times out anew after a change of calendar, in steps; what a crash leaves undone is done after the start. */
export function createDueTimes({
  store,
  onChange,
}: {
  readonly store: Store;
  readonly onChange: (issueIds: readonly string[]) => void;
}): DueTimes {
  let settling: Promise<void> | null = null;
  const ended = new AbortController();

  /** Gives whether there is more. */
  const next = (): boolean => {
    const place = store.read((db) => placeSchema.parse(readNote(db, placeNote)));
    if (place === null) return false;
    const { changed, last } = store.write((db) => {
      const done = rederiveUnresolved(db, place, step);
      writeNote(db, placeNote, done.last);
      return done;
    });
    if (changed.length > 0) onChange(changed);
    return last !== null;
  };

  const run = async (): Promise<void> => {
    while (!ended.signal.aborted && next()) await new Promise<void>((resolve) => setImmediate(resolve));
  };

  return {
    settle() {
      settling ??= run().finally(() => {
        settling = null;
      });
      return settling;
    },
    async stop() {
      ended.abort();
      await settling?.catch(() => undefined);
    },
  };
}
