import type { Evidence } from './evidence.ts';
import type { EventOf } from './parsed-event.ts';

/**
 * Leaves out what was raised by a clock that was ahead, and taken back, where the wait of the same document was found to
 * be over by a right one: then it is as if only that had been said. Where nothing else was said, both stay, and the row
 * tells what became of it.
 */
export function withoutTakenBack(evidence: readonly Evidence[]): readonly Evidence[] {
  const overdue = evidence.flatMap(({ event }) => (event.kind === 'acknowledgement.overdue' ? [event] : []));
  const back = new Set(overdue.filter(({ payload }) => payload.takenBack === true).map(raising));
  if (back.size === 0) return evidence;
  const standing = new Set(
    overdue.filter((event) => !back.has(raising(event))).map(({ payload }) => payload.fingerprint),
  );
  return evidence.filter(
    ({ event }) =>
      event.kind !== 'acknowledgement.overdue' || !back.has(raising(event)) || !standing.has(event.payload.fingerprint),
  );
}

/** What a raising and the word that takes it back have in common. */
function raising({ payload: { fingerprint, dueAt, round = 1 } }: EventOf<'acknowledgement.overdue'>): string {
  return JSON.stringify([fingerprint, dueAt, round]);
}
