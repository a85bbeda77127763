import { expect, test } from 'vitest';
import { append } from '#core/store/journal/journal.ts';
import { noteFile, partId, readFileBytes, saveFileBytes } from '#core/store/tables/files.ts';
import { openStore } from '#core/store/open.ts';

const fileId = 'f'.repeat(64);

test('projections stand beside a journal that has events already, point into it, and are strict about types', () => {
  const store = openStore({ path: ':memory:', log: () => undefined });
  store.write((db) => {
    append(db, [{ source: 'file', sourceId: fileId, kind: 'file.received', occurredAt: 1, payload: null }], 1);
    db.raw.exec(`INSERT INTO evidence (issue_id, seq, key, at) VALUES ('a', 1, 'file', 1)`);
    noteFile(db, { fileId, name: 'in.edi', size: 3, syntax: 'x12', findings: [] }, 1);
    noteFile(db, { fileId, name: 'again.edi', size: 3, syntax: 'x12', findings: [] }, 2);
    saveFileBytes(db, fileId, 'x12', Buffer.from('ISA'));
  });
  expect(store.read((db) => db.raw.prepare('SELECT name, received_at FROM files').all())).toEqual([
    { name: 'in.edi', received_at: 1 },
  ]);
  expect(store.read((db) => Buffer.from(readFileBytes(db, fileId) ?? []).toString())).toBe('ISA');
  expect(partId(fileId, 'd', 0)).toBe('ffffffffffffffff-d0');
  for (const wrong of [
    `INSERT INTO evidence (issue_id, seq, key, at) VALUES ('a', 99, 'file', 1)`,
    `INSERT INTO evidence (issue_id, seq, key, at) VALUES ('a', 1, 'file', 1)`,
    `INSERT INTO counters (key, value) VALUES ('unresolved', 'many')`,
  ]) {
    expect(() => store.write((db) => db.raw.exec(wrong)), wrong).toThrow();
  }
  store.write((db) =>
    db.raw.exec(
      `INSERT INTO issues_text (rowid, title, explanation, partner, number, address) VALUES (7, 'invoice rejected', '', 'acme', '4711', '')`,
    ),
  );
  expect(
    store.read((db) => db.raw.prepare(`SELECT rowid FROM issues_text WHERE issues_text MATCH 'invo*'`).all()),
  ).toEqual([{ rowid: 7 }]);
  store.close();
});
