import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { flag, groupOrNull, integer, jsonOf, oneOf, orNull, text, withDefault } from '#core/store/columns.ts';
import { openStore, type Store } from '#core/store/open.ts';
import { type ColumnInfo, type RowOfTable, table } from '#core/store/table.ts';

const parcels = table('parcels', ['depot', 'id'], {
  depot: text,
  id: integer,
  isFragile: flag,
  size: oneOf(['small', 'large']),
  labels: jsonOf(z.array(z.string())),
  note: withDefault(orNull(text), null),
  seen: withDefault(
    groupOrNull<{ readonly at: number; readonly place: string | null }>({ at: integer, place: orNull(text) }),
    null,
  ),
});
type Parcel = RowOfTable<typeof parcels>;
const all = parcels.query('FROM parcels ORDER BY id');

/** With a column for each of the description's, and a list of what an UPDATE named. */
function openParcels(): Store {
  const store = openStore({ path: ':memory:', log: () => undefined });
  store.write((db) =>
    db.raw.exec(`
      CREATE TABLE parcels (depot TEXT NOT NULL, id INTEGER NOT NULL, is_fragile INTEGER NOT NULL, size TEXT NOT NULL,
        labels TEXT NOT NULL, note TEXT, seen_at INTEGER, seen_place TEXT, PRIMARY KEY (depot, id)) STRICT;
      CREATE TABLE named (name TEXT NOT NULL) STRICT;
      ${parcels.info
        .map(
          ({ name }) =>
            `CREATE TRIGGER named_${name} AFTER UPDATE OF ${name} ON parcels BEGIN INSERT INTO named VALUES ('${name}'); END;`,
        )
        .join('\n')}`),
  );
  return store;
}

const first: Parcel = parcels.make({ depot: 'north', id: 1, isFragile: true, size: 'small', labels: ['a'] });

test('a row comes out as it went in, with what it did not say filled in', () => {
  const store = openParcels();
  const second: Parcel = { ...first, id: 2, isFragile: false, note: 'wet', seen: { at: 5, place: null } };
  store.write((db) => {
    parcels.insert(db, first);
    parcels.insert(db, second);
  });
  expect(first).toMatchObject({ note: null, seen: null });
  expect(store.read((db) => all.all(db))).toEqual([first, second]);
  expect(store.read((db) => parcels.query('FROM parcels WHERE id = ?').first(db, 3))).toBeNull();
  store.close();
});

test('an update names what differs and nothing else', () => {
  const store = openParcels();
  const named = () => store.read((db) => db.raw.prepare('SELECT name FROM named').pluck().all());
  store.write((db) => {
    parcels.insert(db, first);
    parcels.insert(db, { ...first, depot: 'south' });
    // The same list, made anew.
    parcels.update(db, first, { ...first, labels: ['a'] });
  });
  expect(named()).toEqual([]);
  const moved: Parcel = { ...first, size: 'large', seen: { at: 7, place: 'dock' } };
  store.write((db) => parcels.update(db, first, moved));
  expect(named().toSorted()).toEqual(['seen_at', 'seen_place', 'size']);
  store.write((db) => parcels.update(db, moved, { ...moved, seen: { at: 7, place: 'gate' } }));
  expect(named().slice(3)).toEqual(['seen_place']);
  // The other one with this id stays as it was.
  expect(store.read((db) => all.all(db))).toContainEqual({ ...first, depot: 'south' });
  store.close();
});

test('what has its key stays, gives way or refuses, as was asked', () => {
  const store = openParcels();
  const other: Parcel = { ...first, note: 'other' };
  const stored = () => store.read((db) => all.all(db));
  store.write((db) => parcels.insert(db, first));
  expect(() => store.write((db) => parcels.insert(db, other))).toThrow(/UNIQUE/);
  store.write((db) => parcels.insertNew(db, other));
  expect(stored()).toEqual([first]);
  store.write((db) => parcels.replace(db, other));
  expect(stored()).toEqual([other]);
  store.close();
});

test('a cell that holds something else is no row', () => {
  const store = openParcels();
  store.write((db) => parcels.insert(db, first));
  const spoil = (sql: string) => () => {
    store.write((db) => db.raw.exec(`UPDATE parcels SET ${sql}`));
    return store.read((db) => all.all(db));
  };
  expect(spoil(`size = 'huge'`)).toThrow('The database holds "huge" where one of small, large should be');
  expect(spoil(`size = 'small', labels = '[1]'`)).toThrow(z.ZodError);
  store.close();
});

test('a row without a column does not compile, nor one with a column that is not described', () => {
  // @ts-expect-error: no labels
  const lacking: Parcel = { ...first, labels: undefined };
  // @ts-expect-error: no size
  const unsaid = () => parcels.make({ depot: 'north', id: 1, isFragile: true, labels: [] });
  // @ts-expect-error: no such column
  const unknown: Parcel = { ...first, weight: 3 };
  expect([lacking, unsaid, unknown]).toHaveLength(3);
});

type Described = { readonly name: string; readonly info: readonly ColumnInfo[] };

function isDescribed(value: unknown): value is Described {
  return value !== null && typeof value === 'object' && 'info' in value && 'columns' in value && 'name' in value;
}

test('what describes a table and what creates it name the same columns', async () => {
  const folder = new URL('../../../electron/core/store/tables/', import.meta.url);
  const modules = await Promise.all(
    readdirSync(folder).map((name): Promise<Record<string, unknown>> => import(new URL(name, folder).href)),
  );
  const described = modules.flatMap((module) => Object.values(module).filter(isDescribed));
  const store = openStore({ path: ':memory:', log: () => undefined });
  const infoSchema = z.object({
    name: z.string(),
    type: z.string(),
    notnull: z.number(),
    dflt_value: z.string().nullable(),
  });
  const created = (name: string) =>
    store.read((db) =>
      z
        .array(infoSchema)
        .parse(db.raw.pragma(`table_info(${name})`))
        .map((column) => ({
          name: column.name,
          type: column.type,
          nullable: column.notnull === 0,
          by: column.dflt_value,
        })),
    );
  const byName = (a: { readonly name: string }, b: { readonly name: string }) => a.name.localeCompare(b.name);
  for (const { name, info } of described) {
    // What a new row need not say stands in the description alone.
    const wanted = info.map((column) => ({ ...column, by: null }));
    expect(created(name).toSorted(byName), name).toEqual(wanted.toSorted(byName));
  }
  expect(described.length).toBeGreaterThan(4);
  store.close();
});
