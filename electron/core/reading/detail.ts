import type { ActionChip } from '#shared/model/action/action.ts';
import type { IssueDetail } from '#shared/contract/schemas/issue.ts';
import type { Json } from '#shared/lib/json.ts';
import type { ReadDb } from '../store/db.ts';
import { completeEvidence } from '../verdict/facts.ts';
import { type IssueContext, readContext } from '../verdict/context.ts';
import type { IssueRecord } from '../verdict/derive.ts';
import { businessEventsAbout } from './business-events.ts';
import { mostShown, relatedDocumentsOf } from './related-documents.ts';
import { incidentOf } from '../incidents/incident-of.ts';
import { toIssue } from '../queue/issue-row.ts';
import { chipsOf } from '../queue/queue.ts';
import { identifiersOf, readIssue } from './issue-report.ts';
import { withoutFalseAlarms } from '../verdict/read-history.ts';
import type { ConnectionName } from './connection-name.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { TimelineNames } from './timeline/line.ts';
import { inOrder } from './timeline/order.ts';
import { type TimelineItem, timelineEntry, withReopened } from './timeline/timeline.ts';

/** What people call a source that is no connection. */
const ownSourceNames: Readonly<Record<string, string>> = { file: 'A file', clock: 'Gridline’s own clock' };

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
  const actions = [...(chipsOf(db, [record.id]).get(record.id) ?? [])];
  const names = { partner: record.partner, connection: connectionName, thing: thingsOf(told, actions) };
  const detail: IssueDetail = {
    issue: { ...toIssue(record), actions },
    incident: incidentOf(db, record.id),
    explanation,
    timeline: inOrder([...withReopened(told).slice(-mostShown), ...wentWell(db, record, context)])
      .slice(-mostShown)
      .map((item) => timelineEntry(item, names)),
    ...relatedDocumentsOf(told, connectionName),
    reportedBy: ownSourceNames[record.source] ?? connectionName(record.source),
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

function thingsOf(evidence: readonly Evidence[], actions: readonly ActionChip[]): TimelineNames['thing'] {
  const nouns = new Map(
    evidence.flatMap(({ event }) =>
      event.kind === 'action.requested' ? [[event.payload.actionId, event.payload.noun] as const] : [],
    ),
  );
  return (actionId) => {
    const noun = nouns.get(actionId);
    if (noun === undefined) return null;
    return { noun, reference: actions.find(({ id }) => id === actionId)?.reference ?? null };
  };
}

/** What else was heard of the document, and is no trouble. */
function wentWell(db: ReadDb, record: IssueRecord, context: IssueContext): readonly TimelineItem[] {
  const { documentNumber: number } = record;
  if (number === null) return [];
  const partners = identifiersOf(db, record, context);
  return businessEventsAbout(db, { number, partners, limit: mostShown }).map((event) => ({
    event,
    at: event.occurredAt,
  }));
}
