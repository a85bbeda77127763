import { z } from 'zod';
import { unturned } from '#shared/lib/words.ts';
import type { Explanation } from '#shared/model/edi/edi.ts';
import type { Issue } from '#shared/model/issue/issue.ts';
import { whoseMove } from '#shared/model/edi/acknowledgement-words.ts';
import { prepare, type ReadDb } from '../store/db.ts';
import { completeEvidence } from '../verdict/facts.ts';
import { type IssueContext, readContext } from '../verdict/context.ts';
import { deriveIssue, type IssueRecord } from '../verdict/derive.ts';
import { compareEvidence, type Evidence } from '../evidence/evidence.ts';
import { markOfKey } from '../evidence/fingerprint.ts';
import { episodeOfMark, type History, presentMark } from '../verdict/history.ts';
import { createOutsideThings, type OutsideThings } from '../verdict/outside-things.ts';
import type { ConnectionName } from './connection-name.ts';
import { type RelatedDocuments, relatedDocumentsOf } from './related-documents.ts';
import { toIssue } from '../queue/issue-row.ts';
import { primaryIssue, rowsOfDocument } from '../same-document/same-document.ts';
import type { AboutIssue } from '../connectors/action.ts';

/** What a report speaks of. */
export type IssueInFull = RelatedDocuments & {
  readonly issue: Issue;
  readonly explanation: Explanation;
  /** Everything the partner is known by: addresses, company id, names. */
  readonly partnerIdentifiers: readonly string[];
  /** The number of the incident that it shares with others, which means nothing outside; null where it stands for itself. */
  readonly incident: number | null;
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
type IssueReading = {
  readonly record: IssueRecord;
  readonly evidence: readonly Evidence[];
  readonly explanation: Explanation;
  readonly history: History;
  /** The partner as the directory knows it; null where nobody is named. */
  readonly partnerKey: string | null;
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
  return {
    record,
    evidence,
    explanation: derived.explanation,
    history: derived.history,
    partnerKey: derived.partnerKey,
  };
}

/** Reads what actions say about issues, one after the other, in one transaction; null for an unknown id. */
export function inFullReader(db: ReadDb, connectionName: ConnectionName): (id: string) => IssueInFull | null {
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
      incident: incidentNumber(db, record.id),
      episode: record.episode,
      endedKeys: things?.endedKeys() ?? noKeys,
      standingKeys: things?.standingKeys() ?? noKeys,
      mark: presentMark(history),
      earlierMarks: earlierMarks(history, evidence),
      sets: setsOf(history, evidence),
    };
  };
}

const numberSchema = z.object({ incident: z.number().int().nullable() });

const incidentNumber = (db: ReadDb, id: string): number | null =>
  numberSchema.parse(prepare(db, 'SELECT incident FROM issues WHERE id = ?').get(id)).incident;

const textSchema = z.object({ text: z.string() });

/** Everything the partner is known by: addresses, company id, names. */
export function identifiersOf(
  db: ReadDb,
  { partnerAddress, partner }: IssueRecord,
  context: IssueContext,
): readonly string[] {
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

const noKeys: ReadonlySet<string> = new Set();

/** Null where nothing was heard of: few issues have any. */
function thingsOf(evidence: readonly Evidence[]): OutsideThings | null {
  let things: OutsideThings | null = null;
  for (const { event } of evidence) {
    if (event.kind === 'receipt.received') (things ??= createOutsideThings()).hear(event.payload);
  }
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

/** What an action may say about an issue: the same that people see in its detail. */
export function aboutIssue(full: IssueInFull): AboutIssue {
  return {
    issue: full.issue,
    report: reportText(full),
    partnerIdentifiers: full.partnerIdentifiers,
    link: full.links[0]?.url ?? null,
  };
}

/** Everything somebody needs who has never seen the console. Plain text, the explanation first. */
function reportText({ issue, explanation, documents, acknowledgements, links }: IssueInFull): string {
  const facts: (readonly [string, string | null])[] = [
    ['Partner', partnerText(issue)],
    ['Document', [issue.documentType, issue.documentNumber].filter((part) => part !== null).join(' ') || null],
    ...documents
      .slice(0, 3)
      .map((document) => ['File', `${document.fileName}${controlText(document.control)}`] as const),
    ['First seen', iso(issue.firstSeenAt)],
    ['Last seen', iso(issue.lastSeenAt)],
    ['Seen', issue.occurrences === 1 ? 'once' : `${issue.occurrences} times`],
    ['Reference', issue.id],
  ];
  const errors = acknowledgements.flatMap(({ type, errors: found }) =>
    found.map((error) => `- ${type}: ${error.explanation}`),
  );
  const sections = [
    explanation.what,
    [explanation.why, explanation.where].filter((part) => part !== null).join('\n'),
    `Whose move: ${whoseMove(explanation)} ${explanation.faultReason}`,
    `Next: ${explanation.next}`,
    errors.length > 1 ? `All that was reported:\n${[...new Set(errors)].slice(0, 50).join('\n')}` : null,
    facts
      .filter(([, value]) => value !== null)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
    links.map(({ label, url }) => `${label}: ${url}`).join('\n') || null,
  ];
  return unturned(sections.filter((section) => section !== null && section !== '').join('\n\n'));
}

/** A partner that no directory names goes by its address. */
function partnerText({ partner, partnerAddress }: IssueInFull['issue']): string {
  return partnerAddress === null || partnerAddress === partner ? partner : `${partner} (${partnerAddress})`;
}

function controlText(control: {
  readonly interchange: string | null;
  readonly group: string | null;
  readonly set: string | null;
}): string {
  const parts = [
    control.interchange === null ? null : `interchange ${control.interchange}`,
    control.group === null ? null : `group ${control.group}`,
    control.set === null ? null : `set ${control.set}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function iso(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
