import type Database from 'better-sqlite3';

declare const reads: unique symbol;
declare const writes: unique symbol;

/** A prepared statement. What comes out of it is unknown until it is parsed. */
export type Statement = Database.Statement;

/** A connection one may read from. Only `store.read` and `store.write` hand it out, for the length of one callback. */
export type ReadDb = {
  readonly [reads]: true;
  readonly raw: Database.Database;
  readonly statements: Map<string, Statement>;
  readonly writable: boolean;
  /** Counts the transactions that were taken back: what was remembered of their rows is void. */
  readonly life: { rollbacks: number };
};

/** A connection inside a write transaction: what needs it can not be called by mistake from a reading path. */
export type WriteDb = ReadDb & { readonly [writes]: true };

/** The two views of one connection. Nobody but the store makes them. */
export function brand(raw: Database.Database): { readonly read: ReadDb; readonly write: WriteDb } {
  const life = { rollbacks: 0 };
  const read = { raw, statements: new Map<string, Statement>(), writable: false, life } as ReadDb;
  const write = { raw, statements: new Map<string, Statement>(), writable: true, life } as WriteDb;
  return { read, write };
}

/** Prepares `sql` once per connection. A statement that writes is refused on a `ReadDb`. */
export function prepare(db: ReadDb, sql: string): Statement {
  const known = db.statements.get(sql);
  if (known !== undefined) return known;
  const statement = db.raw.prepare(sql);
  if (!db.writable && !statement.readonly) throw new Error(`This statement writes and needs a WriteDb: ${sql}`);
  db.statements.set(sql, statement);
  return statement;
}
