import type { Millis } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event.ts';
import type { CaseChanged, CaseDeleted } from '#shared/model/payloads.ts';
import { shortHash } from '../sdk/short-hash.ts';
import type { CaseRow } from './case-rows.ts';
import { caseLink } from './links.ts';
import { manifest } from './manifest.ts';

/** What a row of cases says of the case of this key (its own, or of one that was merged into it), as an event. A stamp that lies ahead of `now` would make all later news of the case old. */
export function caseEvent(row: CaseRow, key: string, instanceUrl: string, now: Millis): NewEvent {
  const occurredAt = Math.min(row.SystemModstamp, now);
  const about = { key, caseId: row.Id, caseNumber: row.CaseNumber };
  // The stamp has whole seconds, and a case can change twice in one: its content tells the changes apart.
  const at = `${row.Id}@${new Date(row.SystemModstamp).toISOString()}`;
  if (row.IsDeleted) {
    const { MasterRecordId: master, MasterRecord: number } = row;
    const payload: CaseDeleted = {
      ...about,
      mergedInto: number ?? master,
      masterId: master,
      url: master === null ? null : caseLink(instanceUrl, master),
    };
    return {
      source: manifest.id,
      sourceId: key === row.key ? `${at}:deleted` : `${at}:deleted:${key}`,
      kind: 'case.deleted',
      occurredAt,
      payload,
    };
  }
  const payload: CaseChanged = {
    ...about,
    status: row.Status ?? '',
    owner: row.Owner,
    priority: row.Priority ?? null,
    closed: row.IsClosed,
    url: caseLink(instanceUrl, row.Id),
  };
  return {
    source: manifest.id,
    sourceId: `${at}:${shortHash(payload)}`,
    kind: 'case.changed',
    occurredAt,
    payload,
  };
}
