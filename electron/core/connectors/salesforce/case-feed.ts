import { z } from 'zod';
import { day, minute, type Millis, second } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event.ts';
import type { CaseChanged, CaseCommented } from '#shared/model/payloads.ts';
import type { ConnectorContext, Feed } from '../connector.ts';
import type { SalesforceApi } from './api.ts';
import { shortHash } from '../sdk/short-hash.ts';
import { caseRow, commentRow } from './case-rows.ts';
import { caseLink } from './links.ts';
import { manifest } from './manifest.ts';
import { runQuery } from './query.ts';
import type { SalesforceSettings } from './settings.ts';
import { soqlTime } from './soql.ts';

const overlap: Millis = minute;
const firstLookBack: Millis = 30 * day;
/** Comments are asked for when a known case changed, and at least every so many polls. */
const commentsEvery = 5;
/** A case that changed so shortly after it was made has only been made. */
const making: Millis = 2 * second;
const mostRemembered = 20_000;

const cursorSchema = z
  .object({
    /** Latest change seen, in the org's time. */
    cases: z.number(),
    comments: z.number(),
    /** Polls since comments were last asked for. */
    polls: z.number(),
  })
  .nullable()
  .catch(null);

/** Changes of our own cases, and their comments. One API request when only new cases came; two when comments are asked for. */
export function createCaseFeed(
  context: ConnectorContext,
  api: SalesforceApi,
  readSettings: () => SalesforceSettings,
): Feed {
  const seen = new Set<string>();

  return async function* cases({ cursor, signal }) {
    const { externalIdField } = readSettings();
    const startedAt = context.clock.now();
    const last = cursorSchema.parse(cursor);
    const from = { cases: startedAt - firstLookBack, comments: startedAt - firstLookBack, polls: 0, ...last };
    let latest = from.cases;
    let changed = false;
    let made = false;
    for await (const rows of readCases(externalIdField, from.cases, signal)) {
      for (const { event, isNew } of rows) {
        latest = Math.max(latest, event.occurredAt);
        if (seen.has(event.sourceId)) continue;
        if (isNew) made = true;
        else changed = true;
        if (seen.size > mostRemembered) seen.clear();
        seen.add(event.sourceId);
      }
      if (rows.length > 0) yield { events: rows.map(({ event }) => event), cursor: null };
    }

    let comments = from.comments;
    // Not in the poll that brings the numbers of new cases: a burst should cost few requests.
    const due = from.polls + 1 >= commentsEvery && !made;
    if (changed || due) {
      for await (const found of readComments(externalIdField, from.comments, signal)) {
        comments = Math.max(comments, ...found.map(({ occurredAt }) => occurredAt));
        if (found.length > 0) yield { events: found, cursor: null };
      }
    }
    const polls = changed || due ? 0 : from.polls + 1;
    yield { events: [], cursor: { cases: latest, comments, polls }, cursorAt: startedAt };
  };

  async function* readCases(key: string, since: Millis, signal: AbortSignal) {
    const soql = `SELECT Id, CaseNumber, Status, Priority, IsClosed, Owner.Name, CreatedDate, SystemModstamp, ${key} FROM Case WHERE ${key} LIKE 'GL-%' AND SystemModstamp >= ${soqlTime(since - overlap)} ORDER BY SystemModstamp, Id`;
    for await (const rows of runQuery(api, soql, caseRow(key), { what: 'the changed cases', signal })) {
      const instanceUrl = await api.instanceUrl();
      yield rows.map((row) => {
        const payload: CaseChanged = {
          key: row.key,
          caseId: row.Id,
          caseNumber: row.CaseNumber,
          status: row.Status ?? '',
          owner: row.Owner,
          priority: row.Priority ?? null,
          closed: row.IsClosed,
          url: caseLink(instanceUrl, row.Id),
        };
        const event: NewEvent = {
          source: manifest.id,
          // The stamp has whole seconds, and a case can change twice in one: its content tells the changes apart.
          sourceId: `${row.Id}@${new Date(row.SystemModstamp).toISOString()}:${shortHash(payload)}`,
          kind: 'case.changed',
          occurredAt: row.SystemModstamp,
          payload,
        };
        return { event, isNew: row.SystemModstamp - row.CreatedDate <= making };
      });
    }
  }

  async function* readComments(key: string, since: Millis, signal: AbortSignal) {
    const soql = `SELECT Id, ParentId, CommentBody, CreatedBy.Name, CreatedDate, Parent.${key} FROM CaseComment WHERE Parent.${key} LIKE 'GL-%' AND CreatedDate >= ${soqlTime(since - overlap)} ORDER BY CreatedDate, Id`;
    for await (const rows of runQuery(api, soql, commentRow(key), { what: 'the case comments', signal })) {
      yield rows.map((row): NewEvent => {
        const payload: CaseCommented = {
          key: row.key,
          caseId: row.ParentId,
          commentId: row.Id,
          author: row.CreatedBy,
          body: row.CommentBody ?? '',
        };
        return {
          source: manifest.id,
          sourceId: row.Id,
          kind: 'case.commented',
          occurredAt: row.CreatedDate,
          payload,
        };
      });
    }
  }
}
