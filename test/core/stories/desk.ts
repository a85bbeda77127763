import { capital } from '#shared/lib/sentence.ts';
import { createHlc } from '#shared/lib/hlc.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import type { IssueStatus } from '#shared/model/issue/issue-status.ts';
import { parseFilter } from '#shared/model/filter/parse.ts';
import type { IssueSort } from '#shared/model/issue/issue-sort.ts';
import { ingestEvents } from '#core/projection/fold.ts';
import { comment, markOwner, markStatus } from '#core/people/mark.ts';
import { issueCounts, listIssues } from '#core/queue/queue.ts';
import type { ConnectionName } from '#core/reading/connection-name.ts';
import { issueDetail } from '#core/reading/detail.ts';
import { inFullReader } from '#core/reading/issue-report.ts';
import { openStore } from '#core/store/open.ts';
import { monday } from './samples.ts';

/** `Acme Crm` for `acme-crm`. */
export const titled = (id: string): string => id.split('-').map(capital).join(' ');

/** A store with somebody in front of it and a clock that is moved by hand. */
export function openDesk(device = 'laptop', store = openStore({ path: ':memory:', log: () => {} })) {
  let now = monday;
  const hlc = createHlc({ device, now: () => now });
  const marker = (actor: string) => ({ actor, email: null, proof: 'this machine’s user', device, hlc, now }) as const;
  const desk = {
    store,
    close: () => store.close(),
    at: (time: number) => {
      now = time;
    },
    take: (...events: NewEvent[]) => store.write((db) => ingestEvents(db, events, now)),
    status: (ids: readonly string[], status: IssueStatus, actor = 'pat') =>
      store.write((db) => ingestEvents(db, markStatus(db, { ids, status }, marker(actor)).events, now)),
    owner: (ids: readonly string[], owner: string | null, actor = 'pat') =>
      store.write((db) => ingestEvents(db, markOwner(db, { ids, owner }, marker(actor)).events, now)),
    comment: (id: string, text: string, actor = 'pat') =>
      store.write((db) => {
        const event = comment(db, id, text, marker(actor));
        return event === null ? null : ingestEvents(db, [event], now);
      }),
    queue: (filter = '', sort: IssueSort = 'severity', offset = 0, limit = 100) =>
      store.read((db) => listIssues(db, { filter: parseFilter(filter), sort, offset, limit, now, actor: 'pat' })),
    counts: () => store.read((db) => issueCounts(db, { now, actor: 'pat' })),
    show: (id: string, nameOf: ConnectionName = titled) => store.read((db) => issueDetail(db, id, nameOf)),
    inFull: (id: string, nameOf: ConnectionName = titled) => store.read((db) => inFullReader(db, nameOf)(id)),
    only: () => {
      const { issues } = desk.queue('status:open OR status:acknowledged OR is:resolved');
      const [issue] = issues;
      if (issue === undefined || issues.length !== 1) throw new Error(`There are ${issues.length} issues`);
      return issue;
    },
  };
  return desk;
}
