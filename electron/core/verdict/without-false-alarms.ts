import type { Evidence } from '../evidence/evidence.ts';
import type { EventOf } from '../evidence/parsed-event.ts';

/**
 * Leaves out what a clock that was ahead made of an issue, where a right one has said it anew: marks that were put back to
 * where they were said, and a missing acknowledgement that was raised too early, taken back and raised again when it was due. Where
 * it was not raised again both stay, and the row tells what became of it.
 */
export function withoutFalseAlarms(evidence: readonly Evidence[]): readonly Evidence[] {
  if (!evidence.some(({ event: { kind } }) => kind === 'issue.marked' || kind === 'acknowledgement.overdue')) {
    return evidence;
  }
  const replaced = new Set<string>();
  const back = new Set<string>();
  for (const { event } of evidence) {
    if (event.kind === 'issue.marked' && event.payload.insteadOf !== undefined) replaced.add(event.payload.insteadOf);
    if (event.kind === 'acknowledgement.overdue' && event.payload.takenBack === true) back.add(raising(event));
  }
  if (replaced.size === 0 && back.size === 0) return evidence;
  const standing = new Set(
    evidence.flatMap(({ event }) =>
      event.kind === 'acknowledgement.overdue' && !back.has(raising(event)) ? [event.payload.fingerprint] : [],
    ),
  );
  return evidence.filter(({ event }) => {
    if (event.kind === 'issue.marked') return !replaced.has(event.sourceId);
    if (event.kind !== 'acknowledgement.overdue') return true;
    return !back.has(raising(event)) || !standing.has(event.payload.fingerprint);
  });
}

/** What a raising and the word that takes it back have in common. */
function raising({ payload: { fingerprint, dueAt, round = 1 } }: EventOf<'acknowledgement.overdue'>): string {
  return JSON.stringify([fingerprint, dueAt, round]);
}
