import { z } from 'zod';
import type { Explanation } from '#shared/model/edi/edi.ts';
import type { Issue } from '#shared/model/issue/issue.ts';
import { prepare, type ReadDb } from '../store/db.ts';
import { completeEvidence } from '../verdict/complete-acknowledgement.ts';
import { type IssueContext, readContext } from '../verdict/context.ts';
import { deriveIssue, type IssueRecord } from '../verdict/derive.ts';
import { compareEvidence } from '../evidence/compare-evidence.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { markOfKey } from '../evidence/fingerprint.ts';
import { episodeOfMark, presentMark } from '../verdict/episodes.ts';
import type { History } from '../verdict/history.ts';
import { createOutsideThings, type OutsideThings } from '../verdict/outside-things.ts';
import type { ConnectionName } from './connection-name.ts';
import { type RelatedDocuments, relatedDocumentsOf } from './related-documents.ts';
import { toIssue } from '../queue/queue.ts';
import { rowsOfDocument, primaryIssue } from '../same-document/same-document.ts';

/** What a report speaks of. */
export type IssueSubject = RelatedDocuments & {
  readonly issue: Issue;
  readonly explanation: Explanation;
  /** Everything the partner is known by: addresses, company id, names. */
  readonly partnerIdentifiers: readonly string[];
  /** Which episode it is now, from 1. */
  readonly episode: number;
  /** Keys of which nothing stands outside any more: the same effect, asked for anew, needs another. */
  readonly endedKeys: ReadonlySet<string>;
  /** Keys that nothing more may be sent for, by what was heard from outside. */
  readonly standingKeys: ReadonlySet<string>;
  /** The mark of the present trouble: see `markOf`. */
  readonly mark: string;
  /** Marks of the same episode that keys were made of already. */
  readonly earlierMarks: readonly string[];
  /** Sets of issues that it was in when something was done about them in this episode. */
  readonly sets: readonly string[];
};

/** An issue with its evidence in order and the explanation that follows from it. */
export type IssueReading = {
  readonly record: IssueRecord;
  readonly evidence: readonly Evidence[];
  readonly explanation: Explanation;
  readonly history: History;
};

/** The issue that speaks for this id; null for an unknown one. */
export function readIssue(db: ReadDb, asked: string, context: IssueContext): IssueReading | null {
  const record = primaryIssue(db, asked);
  if (record === null) return null;
  const { id } = record;
  const told = (rowsOfDocument(db, id).get(id) ?? []).toSorted(compareEvidence);
  const derived = deriveIssue(id, told, context);
  if (derived === null) throw new Error(`Issue ${id} has a row but no evidence of a problem`);
  // An acknowledgement of a group is evidence of its own and of each document; people read it once.
  const evidence = [...new Map(told.map((item) => [item.event.seq, item])).values()];
  return { record, evidence, explanation: derived.explanation, history: derived.history };
}

/** Reads what actions say about issues, one after the other, in one transaction; null for an unknown id. */
export function subjectReader(db: ReadDb, connectionName: ConnectionName): (id: string) => IssueSubject | null {
  const context = readContext(db);
  return (id) => {
    const found = readIssue(db, id, context);
    if (found === null) return null;
    const { record, evidence, explanation, history } = found;
    const things = thingsOf(evidence);
    return {
      issue: toIssue(record),
      explanation,
      ...relatedDocumentsOf(completeEvidence(evidence, context.original), connectionName),
      partnerIdentifiers: identifiersOf(db, record, context),
      episode: record.episode,
      endedKeys: things.endedKeys(),
      standingKeys: things.standingKeys(),
      mark: presentMark(history),
      earlierMarks: earlierMarks(history, evidence),
      sets: setsOf(history, evidence),
    };
  };
}

const textSchema = z.object({ text: z.string() });

function identifiersOf(db: ReadDb, { partnerAddress, partner }: IssueRecord, context: IssueContext): readonly string[] {
  const entry = partnerAddress === null ? null : context.partner(partnerAddress);
  const known = new Set([partnerAddress ?? '', entry?.companyId ?? '', partner]);
  if (entry !== null) {
    const rows = prepare(db, 'SELECT address AS text FROM partners WHERE company_id = ? ORDER BY address LIMIT 50').all(
      entry.companyId,
    );
    for (const row of rows) known.add(textSchema.parse(row).text);
  }
  known.delete('');
  return [...known];
}

function thingsOf(evidence: readonly Evidence[]): OutsideThings {
  const things = createOutsideThings();
  for (const { event } of evidence) if (event.kind === 'receipt.received') things.hear(event.payload);
  return things;
}

/** The first action about an episode pins its key, whatever is told of it later; so does what another desk made. */
function earlierMarks(history: History, evidence: readonly Evidence[]): readonly string[] {
  const marks = new Set<string>();
  for (const { event, mark } of evidence) {
    if (mark !== undefined) continue;
    if (event.kind === 'action.requested') marks.add(markOfKey(event.payload.idempotencyKey));
    if (event.kind === 'receipt.received') marks.add(markOfKey(event.payload.key));
  }
  marks.delete(presentMark(history));
  return [...marks].filter((mark) => episodeOfMark(history, mark) === history.episode).toSorted();
}

function setsOf(history: History, evidence: readonly Evidence[]): readonly string[] {
  return evidence.flatMap(({ event, issueId }) => {
    if (event.kind !== 'subject.pinned') return [];
    const mark = event.payload.issues.find(({ id }) => id === issueId)?.mark;
    return mark !== undefined && episodeOfMark(history, mark) === history.episode ? [event.payload.subject] : [];
  });
}
