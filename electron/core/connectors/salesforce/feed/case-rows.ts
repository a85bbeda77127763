import { z } from 'zod';
import { type Millis, minute } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import type { ReceiptReceived } from '#shared/model/event/kinds/receipt.ts';
import { shortHash } from '../../sdk/repeats.ts';
import { caseLink } from '../org/org.ts';
import { manifest, noun } from '../manifest.ts';

const time = z.string().transform((text, context) => {
  // Salesforce writes `+0000`, which not every reader of dates takes.
  const at = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  if (!Number.isNaN(at)) return at;
  context.addIssue({ code: 'custom', message: 'not a date' });
  return z.NEVER;
});
const person = z
  .object({ Name: z.string().nullable() })
  .nullish()
  .transform((one) => one?.Name ?? null);

const caseSchema = z.looseObject({
  Id: z.string(),
  CaseNumber: z.string(),
  Status: z.string().nullable(),
  Priority: z.string().nullish(),
  IsClosed: z.boolean(),
  Owner: person,
  CreatedDate: time,
  SystemModstamp: time,
  IsDeleted: z.boolean().catch(false),
  /** The case it was merged into. */
  MasterRecordId: z
    .string()
    .nullish()
    .transform((id) => id ?? null),
  MasterRecord: z
    .object({ CaseNumber: z.string().nullable() })
    .nullish()
    .transform((one) => one?.CaseNumber ?? null),
});

const commentSchema = z.object({
  Id: z.string(),
  ParentId: z.string(),
  CommentBody: z.string().nullable(),
  CreatedBy: person,
  CreatedDate: time,
  Parent: z.looseObject({}),
});

/** A row of our cases; the key stands in the field that the settings name. Null: a case that ours were merged into. */
export type CaseRow = z.output<ReturnType<typeof caseRow>>;

export function caseRow(keyField: string) {
  return caseSchema.transform((row, context) => ({ ...row, key: keyOf(row, keyField, context) }));
}

export function commentRow(keyField: string) {
  return commentSchema.transform((row, context) => ({ ...row, key: keyOf(row.Parent, keyField, context) }));
}

type CommentRow = z.output<ReturnType<typeof commentRow>>;

/** Null on a case that ours were merged into. */
function keyOf(row: Readonly<Record<string, unknown>>, field: string, context: z.RefinementCtx): string | null {
  const value = Object.entries(row).find(([name]) => name.toLowerCase() === field.toLowerCase())?.[1];
  if (typeof value === 'string') return value;
  if (value === null) return null;
  context.addIssue({ code: 'custom', message: `${field} is missing` });
  return z.NEVER;
}

/** For each case that ours were merged into, the keys that it stands for, each with since when; the latest merged last. */
export type Masters = Readonly<Record<string, Readonly<Record<string, Millis>>>>;

/** As many as fit into the address of one query; older ones are closed as a rule. */
const mostFollowed = 150;

/** The keys a row speaks for: its own, and those of the cases that were merged into it. */
export function keysOf({ Id, key }: Pick<CaseRow, 'Id' | 'key'>, masters: Masters): readonly string[] {
  const own = key === null ? [] : [key];
  const others = masters[Id];
  return others === undefined ? own : [...new Set([...own, ...Object.keys(others)])];
}

/** With what a row tells of a merge: the master stands for all that the row stood for. */
export function withMerge(masters: Masters, row: CaseRow, now: Millis): Masters {
  const { MasterRecordId: master, IsDeleted } = row;
  if (!IsDeleted || master === null) return masters;
  const known = masters[master] ?? {};
  const fresh = keysOf(row, masters).filter((key) => !(key in known));
  if (fresh.length === 0) return masters;
  const since = Math.min(row.SystemModstamp, now);
  const keys = { ...known, ...Object.fromEntries(fresh.map((key) => [key, since])) };
  const { [master]: _, ...others } = masters;
  return Object.fromEntries([...Object.entries(others), [master, keys] as const].slice(-mostFollowed));
}

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

/** What is said minutes before a merge may not have been read yet where it was said. */
const saidBefore: Millis = 15 * minute;

/**
 * What was said of a case, for each key that it speaks for. A merge moves the comments to the case that stays, where they keep
 * their ids, and that case has some of its own: of both, what was said before the merge is no news.
 */
export function commentEvents(row: CommentRow, masters: Masters): readonly NewEvent[] {
  const { Id, ParentId, CreatedDate } = row;
  const since = masters[ParentId];
  return keysOf({ Id: ParentId, key: row.key }, masters).flatMap((key, at): readonly NewEvent[] => {
    if (key !== row.key && CreatedDate < (since?.[key] ?? 0) - saidBefore) return [];
    const payload: ReceiptReceived = {
      key,
      kind: 'replied',
      capability: 'case.create',
      noun,
      id: ParentId,
      reference: null,
      link: null,
      words: row.CommentBody ?? '',
      who: row.CreatedBy,
      status: null,
      owner: null,
    };
    const sourceId = at === 0 ? Id : `${Id}:${key}`;
    return [{ source: manifest.id, sourceId, kind: 'receipt.received', occurredAt: CreatedDate, payload }];
  });
}
