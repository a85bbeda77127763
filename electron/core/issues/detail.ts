import { z } from 'zod';
import type { AcknowledgementSummary, DocumentSummary, IssueDetail } from '#shared/contract/schemas.ts';
import type { Json } from '#shared/lib/json.ts';
import { documentTypeName } from '#shared/model/document-types.ts';
import { partId } from '../store/files.ts';
import { prepare, type ReadDb } from '../store/db.ts';
import { readContext } from './context.ts';
import { deriveIssue, type IssueRecord } from './derive.ts';
import { compareEvidence, type Evidence } from './evidence.ts';
import { chipsOf, findIssue, toIssue } from './queue.ts';
import { readEvidence, readGroupAnswers } from './read-evidence.ts';
import type { EventOf } from './parsed-event.ts';
import { timelineEntry } from './timeline.ts';

export type FoundDetail = {
  readonly detail: IssueDetail;
  /** Everything the partner is known by: addresses, company id, names. */
  readonly partnerIdentifiers: readonly string[];
  /** Which occurrence it is now, from 1. */
  readonly generation: number;
};

/** Nobody reads more of one issue; a rejected interchange can hold thousands of documents. */
const most = 200;

/** Everything about one issue; null for an unknown id. `connectorName` gives `Salesforce` for `salesforce`. */
export function issueDetail(
  db: ReadDb,
  id: string,
  connectorName: (id: string) => string = (name) => name.charAt(0).toUpperCase() + name.slice(1),
): FoundDetail | null {
  const record = findIssue(db, id);
  if (record === null) return null;
  const own = readEvidence(db, id);
  const evidence = [...own, ...readGroupAnswers(db, id, own)].toSorted(compareEvidence);
  const derived = deriveIssue(id, evidence, readContext(db));
  if (derived === null) throw new Error(`Issue ${id} has a row but no evidence of a problem`);
  const names = { partner: record.partner, connector: connectorName };
  const detail: IssueDetail = {
    issue: { ...toIssue(record), actions: [...(chipsOf(db, [id]).get(id) ?? [])] },
    explanation: derived.explanation,
    timeline: evidence.slice(-most).map((item) => timelineEntry(item, names)),
    documents: evidence
      .flatMap(({ event }) => (event.kind === 'document.received' ? documentSummary(event) : []))
      .slice(0, most),
    acknowledgements: evidence
      .flatMap(({ event }) => (event.kind === 'acknowledgement.received' ? acknowledgementSummary(event) : []))
      .slice(-most),
    raw: evidence
      .slice(-most)
      .toReversed()
      .map(({ event }) => ({
        seq: event.seq,
        source: event.source,
        at: event.occurredAt,
        payload: event.payload as Json,
      })),
    links: linksOf(evidence),
  };
  return { detail, partnerIdentifiers: identifiersOf(db, record), generation: record.generation };
}

function documentSummary({ payload, occurredAt }: EventOf<'document.received'>): DocumentSummary {
  const { document, fileId, index, fileName } = payload;
  return {
    id: partId(fileId, 'd', index),
    type: document.type,
    typeName: documentTypeName(document.type),
    number: document.number,
    sender: document.sender,
    receiver: document.receiver,
    control: document.control,
    fileName,
    receivedAt: occurredAt,
  };
}

function acknowledgementSummary({ payload, occurredAt }: EventOf<'acknowledgement.received'>): AcknowledgementSummary {
  const { acknowledgement, fileId, index, fileName } = payload;
  return {
    id: partId(fileId, 'a', index),
    type: acknowledgement.type,
    typeName: acknowledgement.type === 'MDN' ? 'Delivery receipt' : documentTypeName(acknowledgement.type),
    status: acknowledgement.status,
    statusCode: acknowledgement.statusCode,
    errors: acknowledgement.errors,
    text: acknowledgement.text,
    control: acknowledgement.control,
    fileName,
    receivedAt: occurredAt,
  };
}

function linksOf(evidence: readonly Evidence[]): { label: string; url: string }[] {
  const links = new Map<string, string>();
  for (const { event } of evidence) {
    if (event.kind === 'transaction.seen' && event.payload.url !== null) {
      const what = event.payload.level === 'unknown' ? '' : ` (${event.payload.level})`;
      links.set(event.payload.url, `Open in Lens${what}`);
    }
    if (event.kind === 'case.changed' && event.payload.url !== null) {
      links.set(event.payload.url, `Case ${event.payload.caseNumber}`);
    }
  }
  return [...links].map(([url, label]) => ({ label, url }));
}

const textSchema = z.object({ text: z.string() });

function identifiersOf(db: ReadDb, { partnerAddress, partner }: IssueRecord): readonly string[] {
  const context = readContext(db);
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
