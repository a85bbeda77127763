import type { Json } from '#shared/lib/json.ts';

import { createIds, toRecordId } from './ids.ts';
import { createSchema, type ObjectDef, redefine, type Schema } from './schema.ts';
import type { SalesforceSettings } from '../org-settings.ts';

/** One record; points in time are milliseconds, formatted on the way out. Changed by being replaced. */
export type Row = { readonly object: ObjectDef; readonly id: string; readonly values: Readonly<Record<string, Json>> };

/** The records of the org, and nothing of HTTP. */
export type Org = {
  readonly schema: Schema;
  readonly settings: SalesforceSettings;
  /** All records of an object, deleted ones too, the longest unchanged first. */
  rows(object: ObjectDef): Iterable<Row>;
  count(object: ObjectDef): number;
  /** By 15- or 18-character id, deleted records too. */
  find(id: string): Row | undefined;
  /** Living records whose external id is this. */
  byKey(object: ObjectDef, field: string, key: string): readonly Row[];
  /** With an id of its own choice where one is given. */
  insert(object: ObjectDef, values: Readonly<Record<string, Json>>, userId: string, id?: string): Row;
  update(row: Row, changes: Readonly<Record<string, Json>>, userId: string): Row;
  remove(row: Row, userId: string): void;
  /** Queries show this record as it was `before` (null = not at all) until then, as during a long transaction. */
  showLate(row: Row, before: Row | null, until: number): void;
  /** A record as queries show it now; null where they don't yet. */
  shown(row: Row): Row | null;
  /** What an administrator changes of the set-up; everybody meets it from now on. */
  administer(changes: Partial<SalesforceSettings>): void;
  /** From here on everything can be undone until `release`. */
  savepoint(): { rollback(): void; release(): void };
  /** Gives a row another `SystemModstamp`, changing nothing else. */
  restamp(row: Row, at: number): void;
  /** The time of a change made now: whole seconds, never running backwards. */
  stamp(): number;
  /** The user or queue of this name; a user is made where there is none. */
  person(name: string): Row;
};

export function createOrg(settings: SalesforceSettings, now: () => number, instance: string): Org {
  const schema = createSchema(settings);
  const nextId = createIds(instance);
  const tables = new Map(schema.objects.map((object) => [object.name, new Map<string, Row>()]));
  const prefixes = new Map(schema.objects.map((object) => [object.keyPrefix, object]));
  const keys = new Map<string, Set<string>>();
  const late = new Map<string, { readonly before: Row | null; readonly until: number }>();
  const undo: (() => void)[] = [];
  let savepoints = 0;
  let caseNumber = 1_000;
  let lastStamp = 0;

  // The vendor's stamps have whole seconds, and never run backwards.
  const stamp = (): number => {
    lastStamp = Math.max(lastStamp, Math.floor(now() / 1000) * 1000);
    return lastStamp;
  };
  const table = (object: ObjectDef): Map<string, Row> => tables.get(object.name) ?? new Map<string, Row>();
  const keyOf = (object: ObjectDef, field: string, value: string): string => {
    const sensitive = object.byName.get(field.toLowerCase())?.caseSensitive ?? false;
    return `${object.name}/${field}/${sensitive ? value : value.toLowerCase()}`;
  };
  const keyFields = new Map(
    schema.objects.map((object) => [object.name, object.fields.filter((field) => field.externalId)]),
  );
  const index = (row: Row, present: boolean): void => {
    for (const field of keyFields.get(row.object.name) ?? []) {
      const value = row.values[field.name];
      if (typeof value !== 'string' || (present && row.values['IsDeleted'] === true)) continue;
      const key = keyOf(row.object, field.name, value);
      const ids = keys.get(key) ?? new Set<string>();
      if (present) ids.add(row.id);
      else ids.delete(row.id);
      keys.set(key, ids);
    }
  };
  /** Puts a row at the end of its table: tables stay in order of change, so a poll by modstamp meets sorted rows. */
  const put = (row: Row): void => {
    const before = table(row.object).get(row.id);
    const set = (value: Row | undefined, old: Row | undefined): void => {
      if (old !== undefined) index(old, false);
      table(row.object).delete(row.id);
      if (value === undefined) return;
      table(row.object).set(row.id, value);
      index(value, true);
    };
    set(row, before);
    if (savepoints > 0) undo.push(() => set(before, row));
  };
  const find = (id: string): Row | undefined => {
    const full = toRecordId(id);
    const object = full === undefined ? undefined : prefixes.get(full.slice(0, 3));
    return full === undefined || object === undefined ? undefined : table(object).get(full);
  };
  const insert: Org['insert'] = (object, values, userId, id) => {
    const at = stamp();
    const row: Row = {
      object,
      id: id ?? nextId(object.keyPrefix),
      values: {
        ...values,
        ...(object.name === 'Case' ? { CaseNumber: String(++caseNumber).padStart(8, '0') } : {}),
        IsDeleted: false,
        CreatedDate: at,
        CreatedById: userId === '' ? null : userId,
        LastModifiedDate: at,
        LastModifiedById: userId === '' ? null : userId,
        SystemModstamp: at,
      },
    };
    put({ ...row, values: { ...row.values, Id: row.id } });
    return table(object).get(row.id) ?? row;
  };
  const update: Org['update'] = (row, changes, userId) => {
    const at = stamp();
    const next: Row = {
      ...row,
      values: {
        ...row.values,
        ...changes,
        LastModifiedDate: at,
        LastModifiedById: userId === '' ? null : userId,
        SystemModstamp: at,
      },
    };
    put(next);
    return next;
  };
  return {
    schema,
    settings,
    rows: (object) => table(object).values(),
    count: (object) => table(object).size,
    find,
    byKey: (object, field, key) =>
      [...(keys.get(keyOf(object, field, key)) ?? [])].flatMap((id) => {
        const row = table(object).get(id);
        return row === undefined ? [] : [row];
      }),
    insert,
    update,
    remove: (row, userId) => {
      update(row, { IsDeleted: true }, userId);
    },
    showLate: (row, before, until) => void late.set(row.id, { before, until }),
    shown: (row) => {
      const hidden = late.get(row.id);
      return hidden === undefined || hidden.until <= now() ? row : hidden.before;
    },
    administer: (changes) => {
      Object.assign(settings, changes);
      redefine(schema, settings);
    },
    savepoint: () => {
      const from = undo.length;
      savepoints++;
      const release = () => {
        savepoints--;
        if (savepoints === 0) undo.length = 0;
      };
      return {
        rollback: () => {
          while (undo.length > from) undo.pop()?.();
          release();
        },
        release,
      };
    },
    stamp,
    restamp: (row, at) => put({ ...row, values: { ...row.values, SystemModstamp: at } }),
    person: (name) => {
      for (const kind of ['User', 'Group']) {
        const object = schema.object(kind);
        if (object === undefined) continue;
        for (const row of table(object).values()) if (row.values['Name'] === name) return row;
      }
      const user = schema.object('User');
      if (user === undefined) throw new Error('The org has no User object.');
      const [first = '', ...rest] = name.split(' ');
      const username = `${name.toLowerCase().replace(/[^a-z0-9]+/g, '.')}@gridline.example`;
      return insert(
        user,
        {
          Name: name,
          FirstName: first,
          LastName: rest.join(' ') || first,
          Username: username,
          Email: username,
          IsActive: true,
        },
        '',
      );
    },
  };
}
