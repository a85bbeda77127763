import type { z } from 'zod';
import { type Json, parseJson } from '#shared/lib/json.ts';

/** What SQLite keeps in one place of a row. */
export type Cell = string | number | null | Uint8Array;

/** One cell as CREATE TABLE says it. `part` is added to the field's own name where a field takes several. */
export type CellType = {
  readonly part: string;
  readonly type: 'TEXT' | 'INTEGER' | 'BLOB';
  readonly nullable: boolean;
};

/** How one field of a row lies in the database: in one cell, or in several that belong together. */
export type Column<T> = {
  readonly cells: readonly CellType[];
  /** The value that stands from cell `at` on. Throws where something else lies there. */
  readonly read: (cells: readonly unknown[], at: number) => T;
  /** Adds its cells. */
  readonly write: (value: T, into: Cell[]) => void;
};

/** A column of which a new row need not say anything. */
export type Defaulted<T> = Column<T> & { readonly initial: T };

export function withDefault<T>(column: Column<T>, initial: T): Defaulted<T> {
  return { ...column, initial };
}

function single<T>(type: CellType['type'], read: (cell: unknown) => T, write: (value: T) => Cell): Column<T> {
  return {
    cells: [{ part: '', type, nullable: false }],
    read: (cells, at) => read(cells[at]),
    write: (value, into) => into.push(write(value)),
  };
}

function unexpected(cell: unknown, wanted: string): never {
  const found = cell === null || cell === undefined ? 'nothing' : JSON.stringify(cell).slice(0, 60);
  throw new Error(`The database holds ${found} where ${wanted} should be`);
}

function asText(cell: unknown): string {
  return typeof cell === 'string' ? cell : unexpected(cell, 'a text');
}

function asInteger(cell: unknown): number {
  return typeof cell === 'number' ? cell : unexpected(cell, 'a number');
}

export const text: Column<string> = single('TEXT', asText, (value) => value);

/** Counts, places, and times in milliseconds. */
export const integer: Column<number> = single('INTEGER', asInteger, (value) => value);

/** 1 or 0. */
export const flag: Column<boolean> = single(
  'INTEGER',
  (cell) => asInteger(cell) === 1,
  (value) => (value ? 1 : 0),
);

/** One of these words, and no other. */
export function oneOf<const T extends string>(words: readonly T[]): Column<T> {
  const known = new Map<unknown, T>(words.map((word) => [word, word]));
  return single(
    'TEXT',
    (cell) => known.get(cell) ?? unexpected(cell, `one of ${words.join(', ')}`),
    (value) => value,
  );
}

/** Any JSON, as text. Whoever wants more of it parses it. */
export const json: Column<Json> = single('TEXT', (cell) => parseJson(asText(cell)), JSON.stringify);

/** JSON of one shape, as text. */
export function jsonOf<T>(schema: z.ZodType<T>): Column<T> {
  return single('TEXT', (cell) => schema.parse(JSON.parse(asText(cell))), JSON.stringify);
}

/** The same, or null. */
export function orNull<T>(column: Column<T>): Column<T | null> {
  const cells = column.cells.map((cell) => ({ ...cell, nullable: true }));
  return {
    cells,
    read: (values, at) => (values[at] === null ? null : column.read(values, at)),
    write: (value, into) => {
      if (value !== null) column.write(value, into);
      else for (const _ of cells) into.push(null);
    },
  };
}

/** Several cells that belong together, each by its part of the name; null where the first of them is. */
export function groupOrNull<T extends object>(parts: { readonly [K in keyof T]: Column<T[K]> }): Column<T | null> {
  const fields = namesOf(parts);
  return {
    cells: fields.flatMap((name) => parts[name].cells.map((cell) => ({ ...cell, part: name, nullable: true }))),
    read: (values, at) => {
      if (values[at] === null) return null;
      const found: Partial<T> = {};
      for (const [index, name] of fields.entries()) found[name] = parts[name].read(values, at + index);
      return found as T;
    },
    write: (value, into) => {
      for (const name of fields) {
        if (value === null) into.push(null);
        else parts[name].write(value[name], into);
      }
    },
  };
}

/** The names of an object's fields, in the order in which they are written down. */
export function namesOf<T extends object>(object: T): readonly (keyof T & string)[] {
  return Object.keys(object) as (keyof T & string)[];
}
