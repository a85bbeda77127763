import { z } from 'zod';
import { readJournalRow } from '../store/journal.ts';
import { prepare, type ReadDb } from '../store/db.ts';
import { type Evidence, groupAnswer } from './evidence.ts';
import { groupAnswerFingerprint, issueIdOf } from './fingerprint.ts';
import { type ParsedEvent, parseEvent } from './parsed-event.ts';
import { recall } from './recent-events.ts';

/** Two simple statements: joined they take several times as long, most of all where there is nothing to find. */
const placesSql = 'SELECT seq, key, at FROM evidence WHERE issue_id = ? AND seq < ?';
const eventSql = `SELECT seq, source, source_id, kind, occurred_at, recorded_at, actor, device, hlc, payload
  FROM journal WHERE seq = ?`;

const placeSchema = z.object({ seq: z.number().int(), key: z.string(), at: z.number().int() });
type Place = z.infer<typeof placeSchema>;

function places(db: ReadDb, issueId: string, seq: number): Place[] {
  return prepare(db, placesSql)
    .all(issueId, seq)
    .map((row) => placeSchema.parse(row));
}

/** The event at a place in the journal. */
export function readEvent(db: ReadDb, seq: number): ParsedEvent {
  return recall(db, seq) ?? parseEvent(readJournalRow(prepare(db, eventSql).get(seq)));
}

/** What the journal says about an issue, oldest event first; only what came before `seq`. */
export function readEvidence(db: ReadDb, issueId: string, seq = Number.MAX_SAFE_INTEGER): Evidence[] {
  return places(db, issueId, seq).map((place) => ({
    issueId,
    key: place.key,
    at: place.at,
    event: readEvent(db, place.seq),
  }));
}

/**
 * Answers to the whole group or interchange of a document whose acknowledgement is overdue: partners who are content
 * often answer no more than that. Empty for an issue that waits for nothing.
 */
export function readGroupAnswers(db: ReadDb, issueId: string, evidence: readonly Evidence[]): Evidence[] {
  if (!evidence.some(({ key }) => key === 'overdue')) return [];
  const ids = new Set<string>();
  for (const { event } of evidence) {
    if (event.kind !== 'document.received') continue;
    const fingerprint = groupAnswerFingerprint(event.payload.document);
    if (fingerprint !== null) ids.add(issueIdOf(fingerprint));
  }
  ids.delete(issueId);
  return [...ids].flatMap((id) =>
    places(db, id, Number.MAX_SAFE_INTEGER)
      .filter(({ key }) => key.startsWith('ack:') && key !== 'ack:TA1')
      .map(({ at, seq }) => ({ issueId, key: groupAnswer, at, event: readEvent(db, seq) })),
  );
}
