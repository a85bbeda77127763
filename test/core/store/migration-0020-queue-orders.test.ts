import { join } from 'node:path';
import { expect, test } from 'vitest';
import { issueSorts } from '#shared/model/issue/issue-sort.ts';
import { listIssues } from '#core/queue/queue.ts';
import { migrations } from '#core/store/migrations/index.ts';
import { openStore } from '#core/store/open.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

const log = () => undefined;

test('What was there before is found in every order, resolved or not, with an owner or without.', () => {
  const path = join(temporaryFolder(), 'gridline.db');
  const before = openStore({ path, log, migrations: migrations.filter(({ version }) => version < 20) });
  before.write((db) =>
    db.raw.exec(`INSERT INTO issues (id, kind, severity, status, resolved, partner, partner_sort, direction, title, explanation,
        words, owner, owner_key, first_seen_at, last_seen_at, opened_at, occurrences, episode, escalated, facets, source)
      VALUES ('a', 'rejected', 1, 'open', 0, 'Acme', 'acme', 'outbound', 'Rejected', 'Why', '', NULL, NULL, 1, 1, 1, 1, 1, 0, 0, 'file'),
        ('b', 'message', 1, 'open', 0, 'Acme', 'acme', 'inbound', 'Message', 'Why', '', 'Pat', 'pat', 1, 1, 1, 1, 1, 0, 0, 'file'),
        ('c', 'message', 1, 'resolved', 1, 'Acme', 'acme', 'inbound', 'Message', 'Why', '', 'Pat', 'pat', 1, 1, 1, 1, 1, 0, 0, 'file')`),
  );
  before.close();

  const store = openStore({ path, log });
  for (const sort of issueSorts) {
    const found = (flag: 'resolved' | 'unresolved') =>
      store
        .read((db) =>
          listIssues(db, { filter: { op: 'is', flag }, sort, offset: 0, limit: 10, now: 2, actor: 'Pat', limits }),
        )
        .issues.map(({ id }) => id)
        .toSorted();
    expect(found('unresolved')).toEqual(['a', 'b']);
    expect(found('resolved')).toEqual(['c']);
  }
  store.close();
});

const limits = { few: 1, candidates: 10, counted: 10 };
