import { z } from 'zod';
import { readJournalRow } from '../store/journal.ts';
import { prepare, type ReadDb } from '../store/db.ts';
import { type Evidence, groupAnswer } from './evidence.ts';
import { groupAnswerFingerprint, issueIdOf } from './fingerprint.ts';
import { parseEvent } from './parsed-event.ts';

const sql = `SELECT e.key AS key, e.at AS at, j.seq, j.source, j.source_id, j.kind, j.occurred_at, j.recorded_at,
    j.actor, j.device, j.hlc, j.payload
  FROM evidence e JOIN journal j ON j.seq = e.seq
  WHERE e.issue_id = ? AND e.seq < ?`;

const placeSchema = z.object({ key: z.string(), at: z.number().int() });

/** What the journal says about an issue, oldest event first; only what came before `seq`. */
export function readEvidence(db: ReadDb, issueId: string, seq = Number.MAX_SAFE_INTEGER): Evidence[] {
  return prepare(db, sql)
    .all(issueId, seq)
    .map((row) => {
      const { key, at } = placeSchema.parse(row);
      return { issueId, key, at, event: parseEvent(readJournalRow(row)) };
    });
}

const answersSql = `${sql} AND e.key LIKE 'ack:%' AND e.key <> 'ack:TA1'`;

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
    prepare(db, answersSql)
      .all(id, Number.MAX_SAFE_INTEGER)
      .map((row) => ({
        issueId,
        key: groupAnswer,
        at: placeSchema.parse(row).at,
        event: parseEvent(readJournalRow(row)),
      })),
  );
}
