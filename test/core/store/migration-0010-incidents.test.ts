import { join } from 'node:path';
import { expect, test } from 'vitest';
import { upgradeProjections } from '#core/projection/upgrade-projections.ts';
import { verifyStore } from '#core/projection/verify.ts';
import { prepare } from '#core/store/db.ts';
import { append } from '#core/store/journal/journal.ts';
import { migrations } from '#core/store/migrations/index.ts';
import { openStore } from '#core/store/open.ts';
import { feedEvents } from '#test/bench/feed.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

const log = () => undefined;

test('What was there before stays as it is until it is derived anew, and then knows its cause and its incident.', () => {
  const path = join(temporaryFolder(), 'gridline.db');
  const before = openStore({ path, log, migrations: migrations.slice(0, 1) });
  before.write((db) => {
    append(db, feedEvents(0, 500), 1);
    db.raw.exec(`INSERT INTO issues (id, kind, severity, status, resolved, partner, partner_sort, direction, title, explanation,
        words, first_seen_at, last_seen_at, opened_at, occurrences, episode, escalated, facets, source)
      VALUES ('old', 'rejected', 1, 'open', 0, 'Acme', 'acme', 'outbound', 'Rejected', 'Why', '', 1, 1, 1, 1, 1, 0, 0, 'file')`);
  });
  before.close();

  const store = openStore({ path, log });
  const read = (sql: string) => store.read((db) => prepare(db, sql).get());
  expect(read("SELECT title, cause, alike, incident FROM issues WHERE id = 'old'")).toEqual({
    title: 'Rejected',
    cause: '',
    alike: null,
    incident: null,
  });
  expect(upgradeProjections(store, log)).toBe(true);
  expect(read("SELECT count(*) AS n FROM issues WHERE cause = '' OR alike IS NULL")).toEqual({ n: 0 });
  expect(read('SELECT sum(documents) > 10 AS many FROM incidents')).toEqual({ many: 1 });
  expect(verifyStore(store).problems).toEqual([]);
  store.close();
});
