import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prepare } from '#core/store/db.ts';
import { migrations } from '#core/store/migrations/index.ts';
import { openStore } from '#core/store/open.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

const log = () => undefined;

test('What was there before stands among those that are alike when it began, and nobody has put it anywhere.', () => {
  const path = join(temporaryFolder(), 'gridline.db');
  const before = openStore({ path, log, migrations: migrations.filter(({ version }) => version < 30) });
  before.write((db) =>
    db.raw.exec(`INSERT INTO issues (id, kind, severity, status, resolved, partner, partner_sort, direction, title, explanation,
        words, first_seen_at, last_seen_at, opened_at, occurrences, episode, escalated, facets, source, alike)
      VALUES ('old', 'rejected', 1, 'open', 0, 'Acme', 'acme', 'outbound', 'Rejected', 'Why', '', 1, 3, 2, 1, 1, 0, 0, 'file', 'key')`),
  );
  before.close();

  const store = openStore({ path, log });
  expect(store.read((db) => prepare(db, 'SELECT alike, near_at, placed FROM issues').get())).toEqual({
    alike: 'key',
    near_at: 2,
    placed: null,
  });
  store.close();
});
