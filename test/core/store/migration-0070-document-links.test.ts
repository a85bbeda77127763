import { expect, test } from 'vitest';
import { migration0070 } from '#core/store/migrations/0070-document-links.ts';
import { migrations } from '#core/store/migrations/index.ts';
import { openStore } from '#core/store/open.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

test('a store of before gets the links of documents, each once', () => {
  const path = `${temporaryFolder()}/gridline.db`;
  const log = () => undefined;
  openStore({ path, log, migrations: migrations.filter(({ version }) => version < migration0070.version) }).close();
  const store = openStore({ path, log });
  const link = "INSERT INTO document_links (key, issue_id) VALUES ('n:a', 'b')";
  store.write((db) => db.raw.exec(link));
  expect(() => store.write((db) => db.raw.exec(link))).toThrow(/UNIQUE/);
  store.close();
});
