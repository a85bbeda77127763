import { expect, test } from 'vitest';
import { findAction } from '#core/store/actions.ts';
import { migration0080 } from '#core/store/migrations/0080-action-remark.ts';
import { migrations } from '#core/store/migrations/index.ts';
import { openStore } from '#core/store/open.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

test('an action of before has no remark, and keeps everything else', () => {
  const path = `${temporaryFolder()}/gridline.db`;
  const log = () => undefined;
  const before = openStore({
    path,
    log,
    migrations: migrations.filter(({ version }) => version < migration0080.version),
  });
  before.write((db) =>
    db.raw.exec(`INSERT INTO actions (id, issue_id, connector, action, state, delivery_class, idempotency_key, generation,
        draft, requested_by, requested_at, updated_at, reference)
      VALUES ('k', 'i', 'salesforce', 'salesforce.escalate', 'accepted', 'idempotent', 'k', 1, '{}', 'pat', 1, 2, '00001001')`),
  );
  before.close();
  const store = openStore({ path, log });
  expect(store.read((db) => findAction(db, 'k'))).toMatchObject({ reference: '00001001', remark: null });
  store.close();
});
