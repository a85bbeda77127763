import { formatHlc } from '#shared/lib/hlc.ts';
import { day, type Millis, minute } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import type { Ingest } from '../ingest.ts';
import type { WriteDb } from '../store/db.ts';
import { marksAfter } from '../store/journal/journal.ts';
import { readContext } from '../verdict/context.ts';
import { parseEvent } from '../evidence/parsed-event.ts';
import { readIssue } from '../reading/issue-report.ts';

/** A reading may be ahead of the clock by as much as a source's clock is believed to be. */
export const mostAhead: Millis = day;
const tolerated = minute;

/**
 * What people marked while the clock was ahead would come after all that happens until that day, and hide it. It is put
 * where it was said: right after the latest that they could see. Returns the issues it is about.
 */
export function putMarksBack(db: WriteDb, now: Millis, ingest: Ingest): readonly string[] {
  const context = readContext(db);
  const placed = new Map<string, Millis>();
  const events: NewEvent[] = [];
  for (const stored of marksAfter(db, formatHlc({ at: now + mostAhead, counter: 0, device: '' }), now + tolerated)) {
    const event = parseEvent(stored);
    if (event.kind !== 'issue.marked') continue;
    const { sourceId, seq, actor, email, proof, device, payload } = event;
    const seen = (readIssue(db, payload.issueId, context)?.evidence ?? [])
      .filter((evidence) => evidence.event.seq < seq && evidence.at <= now)
      .map(({ at }) => at);
    const at = 1 + Math.max(placed.get(payload.issueId) ?? 0, ...(seen.length === 0 ? [now] : seen));
    placed.set(payload.issueId, at);
    events.push({
      source: 'person',
      sourceId: `${sourceId}:again`,
      kind: 'issue.marked',
      occurredAt: at,
      payload: { ...payload, insteadOf: sourceId },
      actor,
      email,
      proof,
      device,
      hlc: formatHlc({ at, counter: 0, device: device ?? '' }),
    });
  }
  return ingest(db, events).issueIds;
}
