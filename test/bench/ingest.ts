import { join } from 'node:path';
import { z } from 'zod';
import { ingestEvents } from '#core/projection/fold.ts';
import { prepare } from '#core/store/db.ts';
import { openStore, type Store } from '#core/store/open.ts';
import { type Bench, rounded, timed } from './bench.ts';
import { feedEvents } from './feed.ts';

const pageSize = 1_000;
const row = z.record(z.string(), z.unknown());

type Table = { readonly insert: string; readonly rows: readonly unknown[][] };

function tableRows(store: Store, table: string, order: string): Table {
  return store.read((db) => {
    const rows = db.raw
      .prepare(`SELECT * FROM ${table} ORDER BY ${order}`)
      .all()
      .map((found) => row.parse(found));
    const names = Object.keys(rows[0] ?? {});
    return {
      insert: `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      rows: rows.map((found) => names.map((name) => found[name])),
    };
  });
}

function textRows(store: Store): Table {
  return store.read((db) => ({
    insert: 'INSERT INTO issues_text (rowid, title, explanation, partner, number, address) VALUES (?, ?, ?, ?, ?, ?)',
    rows: db.raw
      .prepare('SELECT n, words FROM issues')
      .all()
      .map((found) => {
        const { n, words } = z.object({ n: z.number(), words: z.string() }).parse(found);
        return [n, ...words.split('|')];
      }),
  }));
}

/** One page's share of the same rows into the same schema, by a bare loop. */
function barePage(store: Store, tables: readonly Table[], page: number, pages: number): void {
  store.write((db) => {
    for (const { insert, rows } of tables) {
      const statement = prepare(db, insert);
      const size = Math.ceil(rows.length / pages);
      for (const values of rows.slice(page * size, (page + 1) * size)) statement.run(...values);
    }
  });
}

const tables: readonly (readonly [table: string, order: string])[] = [
  ['journal', 'seq'],
  ['evidence', 'seq'],
  ['document_links', 'key'],
  ['issues', 'n'],
  ['counters', 'key'],
  ['due_counters', 'hour'],
  ['partner_counters', 'partner'],
];

/**
 * Feed pages into journal, issues, counters and full text, against a bare loop that writes the same rows. The two take
 * turns page by page, so that whatever else the machine does slows both.
 */
export const ingest: Bench = ({ full, folder }) => {
  const count = full ? 200_000 : 40_000;
  const pages = Array.from({ length: count / pageSize }, (_, page) => feedEvents(page * pageSize, pageSize));
  const open = (name: string) => openStore({ path: join(folder, name), log: () => {} });
  const model = open('ingest-model.db');
  for (const page of pages) model.write((db) => ingestEvents(db, page, 1));
  const rows = [...tables.map(([table, order]) => tableRows(model, table, order)), textRows(model)];
  model.close();
  const store = open('ingest.db');
  const bare = open('ingest-floor.db');
  let time = 0;
  let floorTime = 0;
  for (const [index, page] of pages.entries()) {
    time += timed(() => {
      store.write((db) => ingestEvents(db, page, 1));
    });
    floorTime += timed(() => barePage(bare, rows, index, pages.length));
  }
  store.close();
  bare.close();
  const value = (count / time) * 1_000;
  const floor = (count / floorTime) * 1_000;
  const ratio = value / floor;
  return [
    {
      name: 'ingest',
      value: rounded(value),
      unit: 'events/s',
      floor: rounded(floor),
      ratio: rounded(ratio),
      goal: '>= 0.6 x a bare loop writing the same rows, >= 5,000 events/s',
      ok: ratio >= 0.6 && value >= 5_000,
    },
  ];
};
