import type { Millis } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import type { ReceiptReceived } from '#shared/model/event/kinds/receipt.ts';
import { shortHash } from '../../sdk/short-hash.ts';
import type { CaseRow } from './case-rows.ts';
import { caseLink } from '../org/org.ts';
import { manifest, noun } from '../manifest.ts';

/** What a row of cases says of the case of this key (its own, or of one that was merged into it), as a receipt. A stamp that lies ahead of `now` would make all later news of the case old. */
export function caseEvent(row: CaseRow, key: string, instanceUrl: string, now: Millis): NewEvent {
  const occurredAt = Math.min(row.SystemModstamp, now);
  const about = {
    key,
    capability: 'case.create',
    noun,
    id: row.Id,
    reference: row.CaseNumber,
    words: null,
    who: null,
  } as const;
  // The stamp has whole seconds, and a case can change twice in one: its content tells the changes apart.
  const at = `${row.Id}@${new Date(row.SystemModstamp).toISOString()}`;
  const event = { source: manifest.id, kind: 'receipt.received', occurredAt } as const;
  if (row.IsDeleted) {
    const { MasterRecordId: master, MasterRecord: number } = row;
    const payload: ReceiptReceived = {
      ...about,
      kind: 'deleted',
      link: null,
      status: null,
      owner: null,
      ...(master === null
        ? undefined
        : { replacedBy: { id: master, reference: number ?? master, link: caseLink(instanceUrl, master) } }),
    };
    return { ...event, sourceId: key === row.key ? `${at}:deleted` : `${at}:deleted:${key}`, payload };
  }
  const payload: ReceiptReceived = {
    ...about,
    // The org says whether its word for the status closes a case; what an open one is called is shown as sent.
    kind: row.IsClosed ? 'closed' : 'accepted',
    link: caseLink(instanceUrl, row.Id),
    status: row.Status,
    owner: row.Owner,
  };
  return { ...event, sourceId: `${at}:${shortHash(payload)}`, payload };
}
