import type { Json } from '#shared/lib/json.ts';

import type { Effect } from '../../lib/ledger.ts';
import type { Org, Row } from '../org/org.ts';
import { isClosed } from '../org/save.ts';

/** A case as the people at the stand-in's desk see it. */
export type SandboxCase = {
  readonly id: string;
  readonly caseNumber: string;
  /** The external id; null on cases the console didn't make. */
  readonly key: string | null;
  readonly subject: string | null;
  readonly description: string | null;
  readonly status: string | null;
  readonly priority: string | null;
  readonly origin: string | null;
  readonly type: string | null;
  readonly reason: string | null;
  readonly accountId: string | null;
  readonly accountName: string | null;
  readonly ownerName: string | null;
  readonly isClosed: boolean;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly comments: readonly { readonly body: string; readonly author: string; readonly at: number }[];
};

/** What agents do in the vendor's own screens. Each throws a `RangeError` for a case or status that isn't there. */
export type Desk = {
  cases(): readonly SandboxCase[];
  /** By id, case number or external key. */
  setStatus(id: string, status: string): SandboxCase;
  closeCase(id: string): SandboxCase;
  setOwner(id: string, name: string): SandboxCase;
  comment(id: string, body: string, author: string): SandboxCase;
  /** Queries show what was done to this case last only after so many ms. */
  showLate(id: string, ms: number): void;
  /** The case carries this as its `SystemModstamp`, as an import or a wrong clock may leave it. */
  stampCase(id: string, at: number): void;
  /** Into the recycle bin. */
  deleteCase(id: string): void;
  /** Out of the recycle bin again. */
  undeleteCase(id: string): SandboxCase;
  /** The case goes, and `master` stands for both; `keepsKey`: the agent chose its external key for the one that stays. */
  mergeCase(id: string, master: string, keepsKey?: boolean): void;
  /** An agent makes a case of their own; gives its number. */
  openCase(subject: string): SandboxCase;
};

export function createDesk(org: Org, agent: Row, now: () => number, record: (effect: Effect) => void): Desk {
  const caseObject = org.schema.object('Case');
  const commentObject = org.schema.object('CaseComment');
  if (caseObject === undefined || commentObject === undefined) throw new Error('The org has no cases.');
  const keyName = org.settings.externalId.name;
  const text = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);
  const nameOf = (id: Json | undefined): string | null =>
    typeof id === 'string' ? text(org.find(id)?.values['Name']) : null;

  const comments = (): Map<string, SandboxCase['comments'][number][]> => {
    const all = new Map<string, SandboxCase['comments'][number][]>();
    for (const { values } of org.rows(commentObject)) {
      const parent = text(values['ParentId']) ?? '';
      const list = all.get(parent) ?? [];
      list.push({
        body: text(values['CommentBody']) ?? '',
        author: nameOf(values['CreatedById']) ?? '',
        at: Number(values['CreatedDate']),
      });
      all.set(parent, list);
    }
    return all;
  };
  const show = ({ id, values }: Row, said = comments()): SandboxCase => ({
    id,
    caseNumber: text(values['CaseNumber']) ?? '',
    key: text(values[keyName]),
    subject: text(values['Subject']),
    description: text(values['Description']),
    status: text(values['Status']),
    priority: text(values['Priority']),
    origin: text(values['Origin']),
    type: text(values['Type']),
    reason: text(values['Reason']),
    accountId: text(values['AccountId']),
    accountName: nameOf(values['AccountId']),
    ownerName: nameOf(values['OwnerId']),
    isClosed: values['IsClosed'] === true,
    createdAt: Number(values['CreatedDate']),
    modifiedAt: Number(values['SystemModstamp']),
    comments: said.get(id) ?? [],
  });
  const find = (id: string): Row => {
    const row = org.find(id);
    if (row !== undefined && row.object === caseObject && row.values['IsDeleted'] !== true) return row;
    for (const one of org.rows(caseObject)) {
      if (one.values['IsDeleted'] !== true && (one.values['CaseNumber'] === id || one.values[keyName] === id))
        return one;
    }
    throw new RangeError(`There is no case "${id}".`);
  };
  const former = new Map<string, Row>();
  /** In the recycle bin too. */
  const anyCase = (id: string): Row => {
    for (const row of org.rows(caseObject))
      if ([row.id, row.values['CaseNumber'], row.values[keyName]].includes(id)) return row;
    throw new RangeError(`There is no case "${id}".`);
  };
  const change = (row: Row, fields: Record<string, Json>): SandboxCase => {
    former.set(row.id, row);
    const next = org.update(row, fields, agent.id);
    const key = text(next.values[keyName]);
    record({ effect: 'agent.case.updated', id: row.id, ...(key === null ? {} : { key }), data: { fields } });
    return show(next);
  };
  const setStatus: Desk['setStatus'] = (id, status) => {
    const row = find(id);
    const known = org.settings.picklists.Status.filter((choice) => choice.active !== false).map(
      (choice) => choice.value,
    );
    if (!known.includes(status)) throw new RangeError(`There is no status "${status}". Statuses: ${known.join(', ')}.`);
    const closed = isClosed(org, status);
    return change(row, { Status: status, IsClosed: closed, ClosedDate: closed ? org.stamp() : null });
  };
  return {
    cases: () => {
      const said = comments();
      return [...org.rows(caseObject)]
        .filter((row) => row.values['IsDeleted'] !== true)
        .map((row) => show(row, said))
        .toSorted((a, b) => (a.caseNumber < b.caseNumber ? -1 : 1));
    },
    setStatus,
    closeCase: (id) => setStatus(id, org.settings.picklists.Status.find((choice) => choice.closed)?.value ?? ''),
    setOwner: (id, name) => change(find(id), { OwnerId: org.person(name).id }),
    showLate: (id, ms) => {
      const row = anyCase(id);
      org.showLate(row, former.get(row.id) ?? null, now() + ms);
    },
    stampCase: (id, at) => org.restamp(find(id), at),
    deleteCase: (id) => {
      const row = find(id);
      former.set(row.id, row);
      org.remove(row, agent.id);
      record({ effect: 'agent.case.deleted', id: row.id, data: {} });
    },
    undeleteCase: (id) => change(anyCase(id), { IsDeleted: false, MasterRecordId: null }),
    mergeCase: (id, master, keepsKey = false) => {
      const row = find(id);
      const kept = find(master);
      if (keepsKey) change(kept, { [keyName]: row.values[keyName] ?? null });
      for (const said of org.rows(commentObject)) {
        if (said.values['ParentId'] === row.id) org.update(said, { ParentId: kept.id }, agent.id);
      }
      change(row, { MasterRecordId: kept.id });
      org.remove(find(row.id), agent.id);
    },
    openCase: (subject) => show(org.insert(caseObject, { Subject: subject, Status: 'New', IsClosed: false }, agent.id)),
    comment: (id, body, author) => {
      const row = find(id);
      const values = { ParentId: row.id, CommentBody: body, IsPublished: false };
      const comment = org.insert(commentObject, values, org.person(author).id);
      record({ effect: 'agent.comment.created', id: comment.id, data: { caseId: row.id, body, author } });
      return show(row);
    },
  };
}
