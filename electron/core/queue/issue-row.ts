import { z } from 'zod';
import { type Issue, resolvedBy, type Severity, severities } from '#shared/model/issue/issue.ts';
import { canonicalJson } from '#shared/lib/json.ts';
import { placeSchema } from '#shared/model/issue/place.ts';
import { issueKinds } from '#shared/model/issue/issue-kind.ts';
import { issueStatuses } from '#shared/model/issue/issue-status.ts';
import { textKey } from '#shared/lib/words.ts';
import { issueWords, joinWords } from '#shared/model/filter/issue-words.ts';
import { prepare, type ReadDb } from '../store/db.ts';
import type { IssueRecord } from '../verdict/derive.ts';
import { facetsOf } from './facets.ts';
import { severityRank } from '../verdict/severity.ts';

/** An issue as stored. Columns that end in `_key` or `_sort` are for looking up and sorting. */
export const issueRowSchema = z.object({
  n: z.number().int(),
  id: z.string(),
  kind: z.enum(issueKinds),
  severity: z.number().int(),
  status: z.enum(issueStatuses),
  resolved: z.number().int(),
  resolved_by: z.enum(resolvedBy).nullable(),
  partner: z.string(),
  partner_sort: z.string(),
  partner_address: z.string().nullable(),
  sender_address: z.string().nullable(),
  receiver_address: z.string().nullable(),
  direction: z.enum(['outbound', 'inbound', 'unknown']),
  document_type: z.string().nullable(),
  document_number: z.string().nullable(),
  number_key: z.string().nullable(),
  title: z.string(),
  explanation: z.string(),
  words: z.string(),
  owner: z.string().nullable(),
  owner_key: z.string().nullable(),
  due_at: z.number().int().nullable(),
  first_seen_at: z.number().int(),
  last_seen_at: z.number().int(),
  opened_at: z.number().int(),
  occurrences: z.number().int(),
  episode: z.number().int(),
  escalated: z.number().int(),
  facets: z.number().int(),
  source: z.string(),
  test: z.number().int(),
  cause: z.string(),
  alike: z.string().nullable(),
  near_at: z.number().int(),
  placed: z.string().nullable(),
});
export type StoredIssue = z.infer<typeof issueRowSchema>;

/** As it lies in its table, with what is made of several rows. */
export type KeptIssue = StoredIssue & { readonly incident: number | null };

/** What an issue is read from: without what only serves to look up and sort. */
export const shownRowSchema = issueRowSchema.omit({
  n: true,
  resolved: true,
  partner_sort: true,
  number_key: true,
  words: true,
  owner_key: true,
  facets: true,
});
export const shownColumns = Object.keys(shownRowSchema.shape).join(', ');
export type IssueColumns = Omit<StoredIssue, 'n'>;

export function severityOfRank(rank: number): Severity {
  const severity = severities[rank];
  if (severity === undefined) throw new Error(`No severity has rank ${rank}`);
  return severity;
}

export function toColumns(issue: IssueRecord, text: readonly string[] = issueWords(issue)): IssueColumns {
  const columns = {
    id: issue.id,
    kind: issue.kind,
    severity: severityRank(issue.severity),
    status: issue.status,
    resolved: issue.status === 'resolved' ? 1 : 0,
    resolved_by: issue.resolvedBy,
    partner: issue.partner,
    partner_sort: textKey(issue.partner),
    partner_address: issue.partnerAddress,
    sender_address: issue.senderAddress,
    receiver_address: issue.receiverAddress,
    direction: issue.direction,
    document_type: issue.documentType,
    document_number: issue.documentNumber,
    number_key: issue.documentNumber === null ? null : textKey(issue.documentNumber),
    title: issue.title,
    explanation: issue.explanation,
    words: joinWords(text),
    owner: issue.owner,
    owner_key: issue.owner === null ? null : textKey(issue.owner),
    due_at: issue.dueAt,
    first_seen_at: issue.firstSeenAt,
    last_seen_at: issue.lastSeenAt,
    opened_at: issue.openedAt,
    occurrences: issue.occurrences,
    episode: issue.episode,
    escalated: issue.escalated ? 1 : 0,
    source: issue.source,
    test: issue.test ? 1 : 0,
    cause: issue.cause,
    alike: issue.alike,
    near_at: issue.nearAt,
    placed: issue.place === null ? null : canonicalJson(issue.place),
  };
  return { ...columns, facets: facetsOf(columns) };
}

export function fromRow(row: z.infer<typeof shownRowSchema>): IssueRecord {
  return {
    id: row.id,
    kind: row.kind,
    severity: severityOfRank(row.severity),
    status: row.status,
    resolvedBy: row.resolved_by,
    partner: row.partner,
    partnerAddress: row.partner_address,
    direction: row.direction,
    documentType: row.document_type,
    documentNumber: row.document_number,
    title: row.title,
    explanation: row.explanation,
    owner: row.owner,
    dueAt: row.due_at,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    occurrences: row.occurrences,
    source: row.source,
    test: row.test === 1,
    senderAddress: row.sender_address,
    receiverAddress: row.receiver_address,
    openedAt: row.opened_at,
    episode: row.episode,
    escalated: row.escalated === 1,
    cause: row.cause,
    alike: row.alike,
    nearAt: row.near_at,
    place: row.placed === null ? null : placeSchema.parse(JSON.parse(row.placed)),
  };
}

/** Only what the wire knows of an issue. */
export function toIssue(record: IssueRecord): Issue {
  const {
    senderAddress: _s,
    receiverAddress: _r,
    openedAt: _o,
    episode: _g,
    escalated: _e,
    cause: _c,
    alike: _a,
    nearAt: _n,
    place: _p,
    ...issue
  } = record;
  return issue;
}

/** One issue as stored; null for an unknown id. */
export function findIssue(db: ReadDb, id: string): IssueRecord | null {
  const row = prepare(db, `SELECT ${shownColumns} FROM issues WHERE id = ?`).get(id);
  return row === undefined ? null : fromRow(shownRowSchema.parse(row));
}
