import { type Cell, type CellType, namesOf } from './columns.ts';
import { prepare, type ReadDb, type WriteDb } from './db.ts';

type AnyColumn = {
  readonly cells: readonly CellType[];
  readonly read: (cells: readonly unknown[], at: number) => unknown;
  readonly write: (value: never, into: Cell[]) => void;
};
type Columns = Readonly<Record<string, AnyColumn>>;

type RowOf<C extends Columns> = { readonly [Name in keyof C]: ReturnType<C[Name]['read']> };
type DefaultedIn<C extends Columns> = {
  [Name in keyof C]: C[Name] extends { readonly initial: unknown } ? Name : never;
}[keyof C];
type NewRowOf<C extends Columns> = Omit<RowOf<C>, DefaultedIn<C>> & Partial<Pick<RowOf<C>, DefaultedIn<C>>>;

/** One column of the database, as the schema has to say it. */
export type ColumnInfo = {
  readonly name: string;
  readonly type: CellType['type'];
  readonly nullable: boolean;
};

/** A SELECT whose rows are those of a table. Prepared once. */
export type Query<Row> = {
  readonly first: (db: ReadDb, ...values: readonly Cell[]) => Row | null;
  readonly all: (db: ReadDb, ...values: readonly Cell[]) => Row[];
};

/** All that follows from the description of a table: nothing else lists its columns. */
export type Table<Row, New = Row> = {
  readonly name: string;
  /** In the order of `read`, each with the table's name before it: for a select list, or after RETURNING. */
  readonly columns: string;
  readonly info: readonly ColumnInfo[];
  /** A row with what it does not say filled in. */
  readonly make: (row: New) => Row;
  /** A row of `columns`, as SQLite gives it in raw mode. Throws where something else lies there than was described. */
  readonly read: (cells: unknown) => Row;
  /** `rest` begins with FROM. */
  readonly query: (rest: string) => Query<Row>;
  /** Throws where its key is taken. */
  readonly insert: (db: WriteDb, row: New) => void;
  /** Takes the place of the row with its key. */
  readonly replace: (db: WriteDb, row: New) => void;
  /** Leaves the row that has its key as it is. */
  readonly insertNew: (db: WriteDb, row: New) => void;
  /** Makes the stored row `before` what `after` says. Names only what differs: an index is rewritten for each column that is named. */
  readonly update: (db: WriteDb, before: Row, after: Row) => void;
};

export type RowOfTable<T> = T extends Table<infer Row, never> ? Row : never;

/** `requestedAt` lies in `requested_at`. */
function columnName(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Describes a table: its columns in the order of the fields, and by which of them a row is found. */
export function table<const C extends Columns>(
  name: string,
  key: readonly (keyof C & string)[],
  columns: C,
): Table<RowOf<C>, NewRowOf<C>> {
  type Row = RowOf<C>;
  let cellCount = 0;
  const fields = namesOf(columns).map((field) => {
    const column: AnyColumn = columns[field] as AnyColumn;
    const names = column.cells.map(({ part }) => columnName(part === '' ? field : `${field}_${part}`));
    const at = cellCount;
    cellCount += names.length;
    return { field, column, names, at };
  });
  const info = fields.flatMap(({ column, names }) =>
    column.cells.map(({ type, nullable }, index) => ({ name: names[index] ?? '', type, nullable })),
  );
  const list = info.map((column) => `${name}.${column.name}`).join(', ');
  const rest = `INTO ${name} (${info.map((column) => column.name).join(', ')}) VALUES (${info.map(() => '?').join(', ')})`;
  const where = key.map((field) => `${columnName(field)} = ?`).join(' AND ');
  const initial = Object.fromEntries(
    fields.flatMap(({ field, column }) => ('initial' in column ? [[field, column.initial]] : [])),
  );

  const write = (column: AnyColumn, value: unknown, into: Cell[]): void => column.write(value as never, into);
  const make = (row: NewRowOf<C>): Row => ({ ...initial, ...row }) as unknown as Row;
  const cellsOf = (row: Row): Cell[] => {
    const cells: Cell[] = [];
    for (const { field, column } of fields) write(column, row[field], cells);
    return cells;
  };
  const read = (cells: unknown): Row => {
    if (!Array.isArray(cells)) throw new Error(`A row of ${name} is read in raw mode`);
    const row: Record<string, unknown> = {};
    for (const { field, column, at } of fields) row[field] = column.read(cells, at);
    return row as Row;
  };
  const insertBy = (verb: string, conflict = '') => {
    const sql = `${verb} ${rest}${conflict}`;
    return (db: WriteDb, row: NewRowOf<C>) => void prepare(db, sql).run(...cellsOf(make(row)));
  };

  return {
    name,
    columns: list,
    info,
    make,
    read,
    query: (from) => {
      const sql = `SELECT ${list} ${from}`;
      return {
        first(db, ...values) {
          const found = prepare(db, sql)
            .raw()
            .get(...values);
          return found === undefined ? null : read(found);
        },
        all: (db, ...values) =>
          prepare(db, sql)
            .raw()
            .all(...values)
            .map(read),
      };
    },
    insert: insertBy('INSERT'),
    replace: insertBy('INSERT OR REPLACE'),
    insertNew: insertBy('INSERT', ' ON CONFLICT DO NOTHING'),
    update(db, before, after) {
      const names: string[] = [];
      const values: Cell[] = [];
      for (const { field, column, names: own } of fields) {
        if (before[field] === after[field]) continue;
        const was: Cell[] = [];
        const is: Cell[] = [];
        write(column, before[field], was);
        write(column, after[field], is);
        for (const [index, value] of is.entries()) {
          if (was[index] === value) continue;
          names.push(`${own[index]} = ?`);
          values.push(value);
        }
      }
      if (names.length === 0) return;
      const found: Cell[] = [];
      for (const { field, column } of fields) if (key.includes(field)) write(column, before[field], found);
      prepare(db, `UPDATE ${name} SET ${names.join(', ')} WHERE ${where}`).run(...values, ...found);
    },
  };
}
