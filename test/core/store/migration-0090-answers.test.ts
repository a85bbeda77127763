import { expect, test } from 'vitest';
import { migrations } from '#core/store/migrations/index.ts';
import { migration0090 } from '#core/store/migrations/0090-answers.ts';
import { openStore } from '#core/store/open.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

test('a store of before finds answers without reading documents, and its issues are no tests', () => {
  const path = `${temporaryFolder()}/gridline.db`;
  const log = () => undefined;
  openStore({ path, log, migrations: migrations.filter(({ version }) => version < migration0090.version) }).close();
  const store = openStore({ path, log });
  const plan = store.read((db) =>
    db.raw
      .prepare<[], { detail: string }>(
        "EXPLAIN QUERY PLAN SELECT seq FROM evidence INDEXED BY evidence_answers WHERE issue_id = 'a' AND key >= 'ack:' AND key < 'ack;'",
      )
      .all(),
  );
  expect(plan.map(({ detail }) => detail).join()).toContain('evidence_answers');
  const columns = store.read((db) =>
    db.raw.prepare<[], { name: string; dflt_value: string }>('PRAGMA table_info(issues)').all(),
  );
  expect(columns.find(({ name }) => name === 'test')).toMatchObject({ dflt_value: '0' });
  store.close();
});
