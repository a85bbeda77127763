import type { ReadDb } from '../store/db.ts';
import type { ParsedEvent } from './parsed-event.ts';

type Recent = { readonly rollbacks: number; readonly events: Map<number, ParsedEvent> };

/** About 5 MB. Entries of one process come close together, so most of what a page needs was written a moment ago. */
const most = 4_000;
const byConnection = new WeakMap<object, Recent>();

function recentOf(db: ReadDb): Map<number, ParsedEvent> {
  const known = byConnection.get(db.life);
  if (known !== undefined && known.rollbacks === db.life.rollbacks) return known.events;
  const events = new Map<number, ParsedEvent>();
  byConnection.set(db.life, { rollbacks: db.life.rollbacks, events });
  return events;
}

/** Remembers events that were just written; the journal never changes, so they stay true until a rollback. */
export function remember(db: ReadDb, events: readonly ParsedEvent[]): void {
  const recent = recentOf(db);
  for (const event of events) recent.set(event.seq, event);
  for (const seq of recent.keys()) {
    if (recent.size <= most) break;
    recent.delete(seq);
  }
}

export function recall(db: ReadDb, seq: number): ParsedEvent | undefined {
  return recentOf(db).get(seq);
}
