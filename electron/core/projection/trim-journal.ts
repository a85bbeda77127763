import { z } from 'zod';
import type { Millis } from '#shared/lib/time.ts';
import { actionStates } from '#shared/model/action/action.ts';
import { statesThat } from '#shared/model/action/action-state.ts';
import { gatherChanges, storedIssue, writeIssue } from '../queue/write-issue.ts';
import { pruneBlobs, releaseBlobs } from '../store/tables/blobs.ts';
import { prepare, type WriteDb } from '../store/db.ts';
import { append } from '../store/journal/journal.ts';
import { removedSoFar, removeEvents } from '../store/journal/chain.ts';
import { rehearse } from '../store/rehearse.ts';
import type { Store } from '../store/open.ts';

export type Trimmed = { readonly events: number; readonly issues: number };

type Asked = { readonly before: Millis; readonly now: Millis };

/**
 * Removes what was recorded before a time: issues that are resolved, documents that nothing is wrong with, and the events
 * they are made from, with what people did about them. Whatever an issue that is open, or that something came to since, is made
 * from stays, so that it can be derived as before and by later rules; so do partners and erasures. Not in a transaction.
 */
export function trimJournal(store: Store, asked: Asked): Trimmed {
  return store.write((db) => trim(db, asked), { durable: true, erases: true });
}

/** What that would remove. Nothing is changed. Not in a transaction. */
export function rehearseTrim(store: Store, asked: Asked): Trimmed {
  return store.write((db) => rehearse(db, () => trim(db, asked)));
}

function trim(db: WriteDb, { before, now }: Asked): Trimmed {
  findWhatStays(db, before);
  const seqs = prepare(
    db,
    'SELECT DISTINCT seq FROM filed WHERE issue_id NOT IN (SELECT issue_id FROM stays) ORDER BY seq',
  )
    .pluck()
    .all()
    .map((seq) => z.number().parse(seq));
  const issues = seqs.length === 0 ? 0 : takeAway(db, seqs);
  db.raw.exec('DROP TABLE temp.stays; DROP TABLE temp.filed');
  if (seqs.length === 0) return { events: 0, issues };
  const { removed, digest } = removedSoFar(db);
  const payload = { before, removed, digest };
  append(
    db,
    [{ source: 'clock', sourceId: `trimmed:${digest}`, kind: 'journal.trimmed', occurredAt: now, payload }],
    now,
  );
  return { events: seqs.length, issues };
}

/** Issues that may not go, and with them all that shares an event (what pins a set is one) or a key with them: one is read beside the other. */
function findWhatStays(db: WriteDb, before: Millis): void {
  const over = statesThat('over', actionStates)
    .map((state) => `'${state}'`)
    .join(', ');
  db.raw.exec(`
    CREATE TEMP TABLE filed AS SELECT seq, issue_id FROM evidence;
    CREATE INDEX temp.filed_seq ON filed (seq);
    CREATE INDEX temp.filed_issue ON filed (issue_id);
    CREATE TEMP TABLE stays (issue_id TEXT PRIMARY KEY) WITHOUT ROWID;
  `);
  db.raw
    .prepare(
      `INSERT OR IGNORE INTO stays
       SELECT id FROM issues WHERE resolved = 0
       UNION SELECT f.issue_id FROM filed f JOIN journal j ON j.seq = f.seq WHERE j.recorded_at >= ?
       UNION SELECT f.issue_id FROM filed f JOIN awaited a ON a.seq = f.seq
       UNION SELECT issue_id FROM actions WHERE state NOT IN (${over})
       -- The chain goes on from the last event.
       UNION SELECT f.issue_id FROM filed f WHERE f.seq = (SELECT max(seq) FROM journal)
       -- That there are papers at all decides how entries are read.
       UNION SELECT f.issue_id FROM filed f WHERE f.seq = (
         SELECT min(seq) FROM journal WHERE kind IN ('document.received', 'acknowledgement.received'))`,
    )
    .run(before);
  const more = db.raw.prepare(
    `INSERT OR IGNORE INTO stays
     SELECT o.issue_id FROM stays s JOIN filed f ON f.issue_id = s.issue_id JOIN filed o ON o.seq = f.seq
     UNION SELECT o.issue_id FROM stays s JOIN document_links l ON l.issue_id = s.issue_id
       JOIN document_links o ON o.key = l.key`,
  );
  while (more.run().changes > 0);
}

const idSchema = z.object({ id: z.string() });

function takeAway(db: WriteDb, seqs: readonly number[]): number {
  const gone = `(SELECT issue_id FROM filed WHERE issue_id NOT IN (SELECT issue_id FROM stays))`;
  const changes = gatherChanges();
  const issues = prepare(db, `SELECT id FROM issues WHERE id IN ${gone}`).all();
  for (const row of issues) writeIssue(db, storedIssue(db, idSchema.parse(row).id), null, changes);
  changes.write(db);
  const places = JSON.stringify(seqs);
  const files = prepare(
    db,
    `SELECT DISTINCT file_id AS id FROM (SELECT file_id, seq FROM documents UNION ALL SELECT file_id, seq FROM acknowledgements)
     WHERE seq IN (SELECT value FROM json_each(?))`,
  ).all(places);
  db.raw.exec(`
    DELETE FROM actions WHERE issue_id IN ${gone};
    DELETE FROM document_links WHERE issue_id IN ${gone};
    DELETE FROM issue_sets WHERE issue_id IN ${gone} OR subject IN ${gone};
    DELETE FROM evidence WHERE issue_id IN ${gone};
  `);
  for (const table of ['documents', 'acknowledgements']) {
    prepare(db, `DELETE FROM ${table} WHERE seq IN (SELECT value FROM json_each(?))`).run(places);
  }
  removeEvents(db, seqs);
  for (const row of files) releaseBytes(db, idSchema.parse(row).id);
  while (pruneBlobs(db, 1_000) > 0);
  return issues.length;
}

/** Of a file of which nothing is left to show, the bytes go too. */
function releaseBytes(db: WriteDb, fileId: string): void {
  const needed = prepare(
    db,
    `SELECT 1 FROM documents WHERE file_id = @fileId UNION ALL SELECT 1 FROM acknowledgements WHERE file_id = @fileId
     UNION ALL SELECT 1 FROM journal WHERE source = 'file' AND source_id = @fileId AND kind = 'file.unreadable'`,
  ).get({ fileId });
  if (needed === undefined) releaseBlobs(db, { kind: 'file', id: fileId });
}
