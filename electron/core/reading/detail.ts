import type { IssueDetail } from '#shared/contract/schemas/issue.ts';
import type { Json } from '#shared/lib/json.ts';
import type { ReadDb } from '../store/db.ts';
import { completeEvidence } from '../verdict/facts.ts';
import { readContext } from '../verdict/context.ts';
import { mostShown, relatedDocumentsOf } from './related-documents.ts';
import { chipsOf, toIssue } from '../queue/queue.ts';
import { readIssue } from './subject.ts';
import { withoutFalseAlarms } from '../verdict/read-history.ts';
import type { ConnectionName } from './connection-name.ts';
import { timelineEntry, withReopened } from './timeline/timeline.ts';

/** Everything about one issue; null for an unknown id. */
export function issueDetail(
  db: ReadDb,
  id: string,
  connectionName: ConnectionName,
): { readonly detail: IssueDetail } | null {
  const context = readContext(db);
  const found = readIssue(db, id, context);
  if (found === null) return null;
  const { record, evidence, explanation } = found;
  const told = withoutFalseAlarms(completeEvidence(evidence, context.original));
  const names = { partner: record.partner, connection: connectionName };
  const detail: IssueDetail = {
    issue: { ...toIssue(record), actions: [...(chipsOf(db, [record.id]).get(record.id) ?? [])] },
    explanation,
    timeline: withReopened(told)
      .slice(-mostShown)
      .map((item) => timelineEntry(item, names)),
    ...relatedDocumentsOf(told, connectionName),
    raw: evidence
      .slice(-mostShown)
      .toReversed()
      .map(({ event }) => ({
        seq: event.seq,
        source: event.source,
        at: event.occurredAt,
        payload: event.payload as Json,
      })),
  };
  return { detail };
}
